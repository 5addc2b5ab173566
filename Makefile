# The commands of the README; each is a script in toolchain/.

# What stands in the environment by chance must not decide where something is deployed.
$(foreach variable,CONTEXT STACK CLUSTER $(if $(filter render,$(MAKECMDGOALS)),SECRETS DIR),\
    $(if $(filter environment,$(origin $(variable))),\
        $(error $(variable) is set in the environment. \
Say it with the command: make $(firstword $(MAKECMDGOALS) up) $(variable)=$($(variable)); or: unset $(variable))))

STACK ?= dev
export STACK CONTEXT CLUSTER

.PHONY: help up preview render down env check test test-nodes clean

help:
	@cat toolchain/help.txt

up preview render down env check test test-nodes clean:
	@toolchain/$@.sh
