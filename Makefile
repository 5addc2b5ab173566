# The commands of the README; each is a script in toolchain/.

# What stands in the environment by chance must not decide where something is deployed.
ifeq ($(origin CONTEXT),environment)
$(error CONTEXT is set in the environment. Say it with the command: make up CONTEXT=$(CONTEXT); or: unset CONTEXT)
endif
ifeq ($(origin STACK),environment)
$(error STACK is set in the environment. Say it with the command: make up STACK=$(STACK); or: unset STACK)
endif
ifeq ($(origin CLUSTER),environment)
$(error CLUSTER is set in the environment. Say it with the command: make up CLUSTER=$(CLUSTER); or: unset CLUSTER)
endif

ifneq ($(filter render,$(MAKECMDGOALS)),)
ifeq ($(origin SECRETS),environment)
$(error SECRETS is set in the environment. Say it with the command: make render SECRETS=$(SECRETS); or: unset SECRETS)
endif
ifeq ($(origin DIR),environment)
$(error DIR is set in the environment. Say it with the command: make render DIR=$(DIR); or: unset DIR)
endif
endif

STACK ?= dev
export STACK CONTEXT CLUSTER

.PHONY: help up preview render down env check test test-nodes clean

help:
	@cat toolchain/help.txt

up preview render down env check test test-nodes clean:
	@toolchain/$@.sh
