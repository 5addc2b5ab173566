#!/usr/bin/env bash
# make test: everything that decides whether the code is right. Its cluster is its own and gone afterwards.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/tools.sh
. toolchain/workspace.sh

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

start_test_cluster() {
    # shellcheck disable=SC2086
    provide_tools $PULUMI_TOOLS $CLUSTER_TOOLS helm
    use_workspace "$WORK/test"
    use_temporary_folder
    on_exit stop_cluster
    rm -f "$WORKSPACE/passphrase"
    create_cluster
    make_passphrase
    # The tests bring projects of their own: no PULUMI_OPTION_CWD.
    PULUMI_BACKEND_URL=$(file_url "$STATE")
    export PULUMI_BACKEND_URL PULUMI_CONFIG_PASSPHRASE_FILE=$WORKSPACE/passphrase
    unset PULUMI_CONFIG_PASSPHRASE
    set_local_cluster
}

finish() {
    # What fails without a test of its own, the type check for instance, counts too.
    [ "$1" -eq 0 ] || [ "$FAILED" -gt 0 ] || FAILED=1
    printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
    exit "$1"
}

mkdir -p "$LOGS"
leave_env_shell
provide_npm_packages
tests test || finish 1
start_test_cluster
tests test:engine || finish 1
finish 0
