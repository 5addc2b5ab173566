#!/usr/bin/env bash
# make test-nodes: tests on real nodes in real pods. Their cluster is their own and gone afterwards. With IMAGE, a docker
# archive of RIG's own image, they run with RIG instead of the stand-in.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/tools.sh
. toolchain/workspace.sh
. toolchain/tests.sh

# The node agent's unit tests, which need nothing but Go.
agent_tests() {
    local log=$LOGS/node-agent-tests.log status=0
    run_group agent_go_test >"$log" 2>&1 || status=$?
    # The lines of subtests are indented.
    PASSED=$((PASSED + $(grep -c '^ *--- PASS' "$log" || true)))
    FAILED=$((FAILED + $(grep -c '^ *--- FAIL' "$log" || true)))
    [ "$status" -eq 0 ] || show_end_of "$log"
    say "Node agent: $(grep -c '^ *--- PASS' "$log" || true) tests passed"
    return "$status"
}

# shellcheck disable=SC2317
agent_go_test() { cd toolchain/modules/node-agent && GOWORK=off CGO_ENABLED=0 go test -mod=readonly -count=1 -v ./...; }

# node_tests NPM-SCRIPT DOMAIN: on a new cluster with that domain; sets STATUS. It isn't called in a condition, in which bash
# would go on after a command that fails.
node_tests() {
    STATUS=0
    # One that a killed run has left would have its objects, too.
    stop_nodes
    rm -rf "$STATE"
    mkdir -p "$STATE"
    start_nodes "$2"
    set_test_environment
    set_nodes
    RIG_NODE_CONTROL_GROUP=$(awk '$1 == "pids" || $1 == "unified" { print $2 }' "$NODES_CONTROL_GROUPS")
    RIG_TEST_IMAGE=$SERVED_IMAGE RIG_STAND_IN_IMAGE=$STANDIN_IMAGE RIG_CLUSTER_DOMAIN=$2
    export RIG_NODE_CONTROL_GROUP RIG_TEST_IMAGE RIG_STAND_IN_IMAGE RIG_CLUSTER_DOMAIN
    tests "$1" || STATUS=$?
    [ "$STATUS" -eq 0 ] || keep_logs
    stop_nodes
}

# What the cluster takes along when it ends.
keep_logs() {
    cp -r "$NODES/var/log/pods" "$NODES_LOGS/pods" || true
    nodes_kubectl get events --all-namespaces --sort-by .lastTimestamp >"$NODES_LOGS/events.log" || true
    nodes_kubectl get pods --all-namespaces -o wide >"$NODES_LOGS/pods.log" || true
}

where_the_logs_are() {
    [ "$1" -eq 0 ] || say "The logs: $LOGS/*.log of the commands, $NODES_LOGS of the cluster and its pods."
    finish "$1"
}

leave_env_shell
require_node
require_image
require_nodes_possible
mkdir -p "$LOGS"
use_workspace "$WORK/test-nodes"
lock_workspace
rm -rf "$NODES_LOGS"
provide_npm_packages
require_go
agent_tests || where_the_logs_are 1
# shellcheck disable=SC2086
provide_tools $PULUMI_TOOLS $NODES_TOOLS
provide_nodes
use_temporary_folder
on_exit stop_nodes
node_tests test:nodes cluster.local
[ "$STATUS" -eq 0 ] || where_the_logs_are 1
node_tests test:nodes:domain rig.test
[ "$STATUS" -eq 0 ] || where_the_logs_are 1
[ -z "$IMAGE" ] || say "With $IMAGE. Left out are the tests that are marked as the stand-in's own, listed above as pending."
finish 0
