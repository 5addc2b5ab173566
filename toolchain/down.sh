#!/usr/bin/env bash
# make down: destroys a stack, and stops the local cluster when nothing is left on it.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/tools.sh
. toolchain/workspace.sh
. toolchain/target.sh

require_nothing_protected() {
    local protected
    protected=$(resources "$WORKSPACE" "$STACK" | awk '{ print $3 }')
    [ "${protected:-0}" -eq 0 ] && return
    fail "$protected objects of stack $STACK are protected. Nothing was changed." \
        "To lift it: set rig:protect: false in Pulumi.$STACK.yaml, then make up $ARGUMENTS, then make down $ARGUMENTS"
}

destroy_stack() {
    # shellcheck disable=SC2046
    provide_tools $(workspace_tools)
    open_workspace
    # With a local cluster that had to start afresh, the state is gone as well.
    [ -n "$(resources "$WORKSPACE" "$STACK")" ] || return 0
    describe_target
    on_target pulumi destroy --stack "$STACK" --yes || fail "make down failed; the reason is above." "What is left is in the state: run the same again."
}

choose_workspace
lock_workspace
announce_target
require_node
# What was deployed on nodes that are gone is gone with them.
if [ "$TARGET" = nodes ] && ! nodes_run; then rm -rf "$STATE"; fi
require_nothing_protected
require_noted_kubeconfig
if [ -n "$(resources "$WORKSPACE" "$STACK")" ]; then
    destroy_stack
else
    say "Nothing of stack $STACK is deployed."
fi
if [ "$TARGET" = local ] && [ -z "$(resources "$WORKSPACE")" ] && [ -n "$(cluster_processes)" ]; then
    say "Local cluster: stopping it, nothing is left on it"
    stop_cluster
fi
if [ "$TARGET" = nodes ] && [ -z "$(resources "$WORKSPACE")" ] && [ -d "$NODES" ]; then
    say "Cluster of real nodes: stopping it, nothing is left on it"
    stop_nodes
fi
