# Runs test suites, and adds up their results.
# shellcheck shell=bash

PASSED=0
FAILED=0

# run_test_suite NPM-SCRIPT: runs it, and adds mocha's counts to $PASSED and $FAILED.
run_test_suite() {
    local log=$LOGS/$1.log status=0
    run_job run_npm_script "$1" "$log" || status=$?
    PASSED=$((PASSED + $(count_of passing "$log")))
    FAILED=$((FAILED + $(count_of failing "$log")))
    return "$status"
}

# shellcheck disable=SC2317
run_npm_script() { npm run --silent "$1" 2>&1 | tee "$2"; }

# count_of RESULT LOG: prints the sum of mocha's lines "COUNT RESULT".
count_of() { sed $'s/\x1b\\[[0-9;]*m//g' "$2" | awk -v result="$1" '$2 == result && $1 ~ /^[0-9]+$/ { sum += $1 } END { print sum + 0 }'; }

# start_test_cluster NAME: starts a simulated cluster in a workspace of that name. The cluster ends with the script.
start_test_cluster() {
    # shellcheck disable=SC2086
    provide_tools $PULUMI_TOOLS $SIMULATED_CLUSTER_TOOLS $TEST_TOOLS
    use_workspace "$WORK/$1"
    lock_workspace
    use_temporary_folder
    on_exit stop_simulated_cluster
    create_simulated_cluster
    export_test_environment
    export_simulated_cluster
}

# A new Pulumi state with a passphrase of its own. PULUMI_OPTION_CWD stays unset: the tests have projects of their own.
export_test_environment() {
    rm -f "$WORKSPACE/passphrase"
    make_passphrase
    PULUMI_BACKEND_URL=$(file_url "$STATE")
    export PULUMI_BACKEND_URL PULUMI_CONFIG_PASSPHRASE_FILE=$WORKSPACE/passphrase
    unset PULUMI_CONFIG_PASSPHRASE
}

# finish_tests STATUS: prints the sums, and ends the script. A failure that is no test's, as of the type check, counts as
# one.
finish_tests() {
    [ "$1" -eq 0 ] || [ "$FAILED" -gt 0 ] || FAILED=1
    printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
    exit "$1"
}
