# The commands of the README; each is a script in toolchain/.

# What stands in the environment by chance must not decide where something is deployed.
quoted = '$(subst ','\'',$(value $(1)))'
$(foreach variable,CONTEXT STACK CLUSTER $(if $(filter render,$(MAKECMDGOALS)),SECRETS DIR) \
    $(if $(filter test-nodes,$(MAKECMDGOALS))$(filter nodes,$(value CLUSTER)),IMAGE),\
    $(if $(filter environment,$(origin $(variable))),\
        $(error $(variable) is set in the environment. \
Say it with the command: make $(firstword $(MAKECMDGOALS) up) $(variable)=$(call quoted,$(variable)); or: unset $(variable))))

STACK ?= dev
# By chance it may be in the environment of those commands, too, that don't know it.
IMAGE := $(if $(filter environment,$(origin IMAGE)),,$(value IMAGE))
# As they were given: make would replace a $ in them, and run what stands in $(shell …).
$(foreach variable,STACK CONTEXT CLUSTER IMAGE CGROUP DIR SECRETS,$(if $(filter undefined,$(origin $(variable))),,\
    $(eval override export $(variable) := $$(value $(variable)))))
export STACK CONTEXT CLUSTER IMAGE

.PHONY: help up preview render down env check test test-nodes clean

help:
	@cat toolchain/help.txt

up preview render down env check test test-nodes clean:
	@toolchain/$@.sh
