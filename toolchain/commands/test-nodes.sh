#!/usr/bin/env bash
# make test-nodes: runs the tests on real nodes in real pods. Their cluster is their own and ends with them. With IMAGE, a
# docker archive of RIG's own image, they run with RIG instead of the stand-in.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/command.sh"
. toolchain/lib/test-suites.sh

# The node agent's unit tests need Go only.
run_agent_tests() {
    local log=$LOGS/node-agent-tests.log status=0
    run_job test_node_agent >"$log" 2>&1 || status=$?
    PASSED=$((PASSED + $(count_of_go_tests PASS "$log")))
    FAILED=$((FAILED + $(count_of_go_tests FAIL "$log")))
    [ "$status" -eq 0 ] || show_log_tail "$log"
    say "Node agent: $(count_of_go_tests PASS "$log") tests passed"
    return "$status"
}

# shellcheck disable=SC2317
test_node_agent() { cd toolchain/modules/node-agent && GOWORK=off CGO_ENABLED=0 go test -mod=readonly -count=1 -v ./...; }

# count_of_go_tests RESULT LOG: the lines of subtests are indented.
count_of_go_tests() { grep -c "^ *--- $1" "$2" || true; }

# run_node_tests NPM-SCRIPT DOMAIN: runs the tests on a new cluster with that domain, and sets $STATUS. No condition may
# call it: bash would continue after a command that fails.
run_node_tests() {
    STATUS=0
    # A killed run leaves its cluster, and the objects in it.
    stop_real_cluster
    rm -rf "$STATE"
    mkdir -p "$STATE"
    start_real_cluster "$2"
    export_test_environment
    export_real_cluster
    RIG_NODE_CONTROL_GROUP=$(awk '$1 == "pids" || $1 == "unified" { print $2 }' "$NODES_CONTROL_GROUPS")
    RIG_TEST_IMAGE=$SERVED_IMAGE RIG_STAND_IN_IMAGE=$STANDIN_IMAGE RIG_CLUSTER_DOMAIN=$2
    export RIG_NODE_CONTROL_GROUP RIG_TEST_IMAGE RIG_STAND_IN_IMAGE RIG_CLUSTER_DOMAIN
    run_test_suite "$1" || STATUS=$?
    [ "$STATUS" -eq 0 ] || save_cluster_logs
    stop_real_cluster
}

# The end of the cluster removes them.
save_cluster_logs() {
    cp -r "$NODES/var/log/pods" "$NODES_LOGS/pods" || true
    real_cluster_kubectl get events --all-namespaces --sort-by .lastTimestamp >"$NODES_LOGS/events.log" || true
    real_cluster_kubectl get pods --all-namespaces -o wide >"$NODES_LOGS/pods.log" || true
}

fail_tests() {
    say "The logs: $LOGS/*.log of the commands, $NODES_LOGS of the cluster and its pods."
    finish_tests 1
}

discard_env_shell
require_nodejs
require_image
require_real_cluster_support
mkdir -p "$LOGS"
use_workspace "$WORK/test-nodes"
lock_workspace
rm -rf "$NODES_LOGS"
provide_npm_packages
require_go
run_agent_tests || fail_tests
# shellcheck disable=SC2086
provide_tools $PULUMI_TOOLS $REAL_CLUSTER_TOOLS
provide_real_cluster
use_temporary_folder
on_exit stop_real_cluster
run_node_tests test:nodes cluster.local
[ "$STATUS" -eq 0 ] || fail_tests
run_node_tests test:nodes:domain rig.test
[ "$STATUS" -eq 0 ] || fail_tests
[ -z "$IMAGE" ] || say "With $IMAGE. Left out are the tests that are marked as the stand-in's own, listed above as pending."
finish_tests 0
