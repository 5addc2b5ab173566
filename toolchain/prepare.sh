# What up and preview do first: packages, tools, cluster, project copy, stack.
# shellcheck shell=bash

. toolchain/node.sh
. toolchain/tools.sh
. toolchain/workspace.sh
. toolchain/target.sh

prepare() {
    choose_workspace
    lock_workspace
    announce_target
    provide_npm_packages
    # shellcheck disable=SC2046
    provide_tools $(workspace_tools)
    open_workspace
    describe_target
    keep_format_of_stack_file select_stack
}

select_stack() { pulumi stack select --create "$STACK" >"$LOGS/stack.log" 2>&1 || {
    show_end_of "$LOGS/stack.log"
    fail "selecting the stack $STACK failed."
}; }
