#!/usr/bin/env bash
# make test: everything that decides whether the code is right. Its cluster is its own and gone afterwards.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/tools.sh
. toolchain/workspace.sh
. toolchain/tests.sh

start_test_cluster() {
    # shellcheck disable=SC2086
    provide_tools $PULUMI_TOOLS $CLUSTER_TOOLS $TEST_TOOLS
    use_workspace "$WORK/test"
    lock_workspace
    use_temporary_folder
    on_exit stop_cluster
    create_cluster
    set_test_environment
    set_local_cluster
}

mkdir -p "$LOGS"
leave_env_shell
provide_npm_packages
tests test || finish 1
start_test_cluster
tests test:engine || finish 1
finish 0
