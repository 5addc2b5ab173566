# A deployment of the chosen stack: preparation, and commands of Pulumi on the target.
# shellcheck shell=bash

# The first part of "make up" and "make preview".
prepare_deployment() {
    choose_workspace
    lock_workspace
    announce_target
    provide_npm_packages
    # shellcheck disable=SC2046
    provide_tools $(target_tools)
    prepare_workspace
    describe_target
    keep_format_of_stack_file select_stack
}

select_stack() {
    local log=$LOGS/stack.log
    pulumi stack select --create "$STACK" >"$log" 2>&1 || {
        show_log_tail "$log"
        fail "selecting the stack $STACK failed."
    }
}

# run_on_target COMMAND…: runs a command that works on the target's cluster. The cluster of real nodes supervises its
# processes itself.
run_on_target() { if [ "$TARGET" = local ]; then run_supervised "$@"; else "$@"; fi; }

# kubectl looks a context up in KUBECONFIG, and another file may have another cluster under the same name. An update finds
# that out, but a deletion doesn't look.
record_kubeconfig() {
    case $TARGET in context | stack-file) printf '%s\n' "${KUBECONFIG:-}" >"$WORKSPACE/kubeconfig-of-$STACK" ;; esac
}

require_recorded_kubeconfig() {
    local recorded
    recorded=$(cat "$WORKSPACE/kubeconfig-of-$STACK" 2>/dev/null) || return 0
    [ "$recorded" != "${KUBECONFIG:-}" ] || return 0
    recorded=${recorded:+KUBECONFIG=$(shell_quote "$recorded")}
    fail "stack $STACK was deployed ${recorded:+with }${recorded:-without KUBECONFIG}, and elsewhere its context may be another cluster's. Nothing was changed." \
        "With the same: ${recorded:-env -u KUBECONFIG} make down $ARGUMENTS" \
        "If it leads to the same cluster here, let make look, and note it: make up $ARGUMENTS"
}

# require_target_tools HINT: for commands that only look at a deployed stack, and so build no tool.
require_target_tools() {
    # shellcheck disable=SC2046
    find_tools $(target_tools)
    [ -z "$MISSING_TOOLS" ] || fail "the tools are missing:$MISSING_TOOLS" "$1"
}
