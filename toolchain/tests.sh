# Running test suites and summing up their counts.
# shellcheck shell=bash

PASSED=0
FAILED=0

# tests NPM-SCRIPT: runs it and adds mocha's counts to the sums.
tests() {
    local log=$LOGS/$1.log status=0
    run_group npm_script "$1" "$log" || status=$?
    PASSED=$((PASSED + $(counted passing "$log")))
    FAILED=$((FAILED + $(counted failing "$log")))
    return "$status"
}

# shellcheck disable=SC2317
npm_script() { npm run --silent "$1" 2>&1 | tee "$2"; }

counted() { sed $'s/\x1b\\[[0-9;]*m//g' "$2" | awk -v word="$1" '$2 == word && $1 ~ /^[0-9]+$/ { sum += $1 } END { print sum + 0 }'; }

# start_test_cluster NAME: the workspace of that name with a cluster of its own, which is gone afterwards.
start_test_cluster() {
    # shellcheck disable=SC2086
    provide_tools $PULUMI_TOOLS $CLUSTER_TOOLS $TEST_TOOLS
    use_workspace "$WORK/$1"
    lock_workspace
    use_temporary_folder
    on_exit stop_cluster
    create_cluster
    set_test_environment
    set_local_cluster
}

# A Pulumi state in the workspace, new and with a passphrase of its own. The tests bring projects of their own: no
# PULUMI_OPTION_CWD.
set_test_environment() {
    rm -f "$WORKSPACE/passphrase"
    make_passphrase
    PULUMI_BACKEND_URL=$(file_url "$STATE")
    export PULUMI_BACKEND_URL PULUMI_CONFIG_PASSPHRASE_FILE=$WORKSPACE/passphrase
    unset PULUMI_CONFIG_PASSPHRASE
}

finish() {
    # What fails without a test of its own, the type check for instance, counts too.
    [ "$1" -eq 0 ] || [ "$FAILED" -gt 0 ] || FAILED=1
    printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
    exit "$1"
}
