#!/usr/bin/env bash
# make down: destroys a stack, and stops a cluster of make's own when no stack is left on it.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/command.sh"

require_nothing_protected() {
    local protected
    protected=$(deployed_resources "$WORKSPACE" "$STACK" | awk '{ print $3 }')
    [ "${protected:-0}" -eq 0 ] && return
    fail "$protected objects of stack $STACK are protected. Nothing was changed." \
        "To lift it: set rig:protect: false in Pulumi.$STACK.yaml, then make up $ARGUMENTS, then make down $ARGUMENTS"
}

destroy_stack() {
    # shellcheck disable=SC2046
    provide_tools $(target_tools)
    prepare_workspace
    # A local cluster that starts afresh takes its state with it.
    [ -n "$(deployed_resources "$WORKSPACE" "$STACK")" ] || return 0
    describe_target
    run_on_target pulumi destroy --stack "$STACK" --yes || fail "make down failed; the reason is above." "What is left is in the state: run the same again."
}

choose_workspace
lock_workspace
announce_target
require_nodejs
# A state outlives its cluster of real nodes when the machine restarts, and then describes nothing.
if [ "$TARGET" = nodes ] && ! real_cluster_runs; then rm -rf "$STATE"; fi
require_nothing_protected
require_recorded_kubeconfig
if [ -n "$(deployed_resources "$WORKSPACE" "$STACK")" ]; then
    destroy_stack
else
    say "Nothing of stack $STACK is deployed."
fi
if [ "$TARGET" = local ] && [ -z "$(deployed_resources "$WORKSPACE")" ] && [ -n "$(simulated_cluster_processes)" ]; then
    say "Local cluster: stopping it, nothing is left on it"
    stop_simulated_cluster
fi
if [ "$TARGET" = nodes ] && [ -z "$(deployed_resources "$WORKSPACE")" ] && [ -d "$NODES" ]; then
    say "Cluster of real nodes: stopping it, nothing is left on it"
    stop_real_cluster
fi
