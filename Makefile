# The commands of the README. Each target is a script in toolchain/commands/.

# A variable that the environment has by chance must not decide where something is deployed.
quoted = '$(subst ','\'',$(value $(1)))'
$(foreach variable,CONTEXT STACK CLUSTER $(if $(filter render,$(MAKECMDGOALS)),SECRETS DIR) \
    $(if $(filter test-nodes,$(MAKECMDGOALS))$(filter nodes,$(value CLUSTER)),IMAGE),\
    $(if $(filter environment,$(origin $(variable))),\
        $(error $(variable) is set in the environment. \
Say it with the command: make $(firstword $(MAKECMDGOALS) up) $(variable)=$(call quoted,$(variable)); or: unset $(variable))))

STACK ?= dev
# The other commands ignore an IMAGE of the environment.
IMAGE := $(if $(filter environment,$(origin IMAGE)),,$(value IMAGE))
# The scripts get the values as the user wrote them: make would expand a $ in them, and run the command of $(shell …).
$(foreach variable,STACK CONTEXT CLUSTER IMAGE CGROUP DIR SECRETS,$(if $(filter undefined,$(origin $(variable))),,\
    $(eval override export $(variable) := $$(value $(variable)))))
export STACK CONTEXT CLUSTER IMAGE

.PHONY: help up preview render down env check test test-nodes clean

help:
	@cat toolchain/commands/help.txt

up preview render down env check test test-nodes clean:
	@toolchain/commands/$@.sh
