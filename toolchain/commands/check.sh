#!/usr/bin/env bash
# make check: tells whether the nodes of a deployed stack have formed one Erlang cluster. Exit status: 0 formed, 1 not
# formed, 2 unknown (make itself turns both into its own 2).
. "$(dirname "${BASH_SOURCE[0]}")/../lib/command.sh"

FAILURE_STATUS=2
STACK=${STACK:-dev}
choose_workspace
announce_target
require_nodejs
HINT="First: make up $ARGUMENTS"
[ "$TARGET" != local ] || fail "the local cluster's pods are simulated: there are no nodes that could have formed a cluster." \
    "With real nodes on this machine: make up CLUSTER=nodes, and make check CLUSTER=nodes"
[ -n "$(deployed_resources "$WORKSPACE" "$STACK")" ] || fail "nothing of stack $STACK is deployed." "$HINT"
[ "$TARGET" != nodes ] || real_cluster_runs || fail "the cluster of real nodes doesn't run." "$HINT"
provide_npm_packages
require_target_tools "$HINT"
update_project
export_environment
OUTPUTS=$(pulumi stack output --stack "$STACK" --json) || fail "the outputs of stack $STACK can't be read." "$HINT"
# A stack may have a kubeconfig of its own.
RIG_KUBECONFIG=$(pulumi config get rig:kubeconfig --stack "$STACK" 2>/dev/null || true)
export RIG_KUBECONFIG
npm run --silent check <<<"$OUTPUTS"
