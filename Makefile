# The commands of the README; each is a script in toolchain/.
STACK ?= dev
export STACK CONTEXT

.PHONY: help up preview down env test clean

help:
	@cat toolchain/help.txt

up preview down env test clean:
	@toolchain/$@.sh
