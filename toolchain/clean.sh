#!/usr/bin/env bash
# make clean: removes everything that make has put into the clone.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/workspace.sh

# What is deployed on a user's own cluster could no longer be destroyed without its state.
require_no_state_of_other_clusters() {
    local workspace context deployed stack left=()
    for workspace in "$WORK"/context-*/ "$WORK"/stack-file/; do
        [ -d "$workspace" ] || continue
        context=$(cat "$workspace/context" 2>/dev/null || true)
        deployed=$(resources "${workspace%/}") || fail "the state in $workspace can't be read. Nothing was removed."
        for stack in $(printf %s "$deployed" | cut -d ' ' -f 1); do
            left+=("make down STACK=$stack${context:+ CONTEXT=$context}")
        done
    done
    [ ${#left[@]} -eq 0 ] || fail "on clusters of yours something is still deployed, and its state is here. Nothing was removed. First:" "${left[@]}"
}

[ ! -d "$WORK" ] || require_node
require_no_state_of_other_clusters
for workspace in local test test-control-plane; do
    use_cluster "$WORK/$workspace"
    stop_cluster
done
for workspace in nodes test-nodes; do
    use_nodes "$WORK/$workspace"
    stop_nodes
done
rm -rf "$WORK" node_modules dist
[ ! -d "$CACHE" ] || say "The built tools stay in $CACHE, for the next time and for other clones."
