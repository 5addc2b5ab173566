#!/usr/bin/env bash
# make check: tells whether the nodes of a deployed stack have formed one Erlang cluster. Exit code: 0 formed, 1 not formed,
# 2 can't be told (make itself turns both into its own 2).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/tools.sh
. toolchain/workspace.sh
. toolchain/target.sh

FAILURE=2
STACK=${STACK:-dev}
choose_workspace
announce_target
require_node
HINT="First: make up $ARGUMENTS"
[ "$TARGET" != local ] || fail "the local cluster's pods are simulated: there are no nodes that could have formed a cluster."
[ -n "$(resources "$WORKSPACE" "$STACK")" ] || fail "nothing of stack $STACK is deployed." "$HINT"
[ "$TARGET" != nodes ] || nodes_run || fail "the cluster of real nodes doesn't run." "$HINT"
provide_npm_packages
# shellcheck disable=SC2046
find_tools $(workspace_tools)
[ -z "$MISSING" ] || fail "the tools are missing:$MISSING" "$HINT"
update_project
set_environment
OUTPUTS=$(pulumi stack output --stack "$STACK" --json) || fail "the outputs of stack $STACK can't be read." "$HINT"
# A stack may have a kubeconfig of its own.
RIG_KUBECONFIG=$(pulumi config get rig:kubeconfig --stack "$STACK" 2>/dev/null || true)
export RIG_KUBECONFIG
npm run --silent check <<<"$OUTPUTS"
