#!/usr/bin/env bash
# make test: everything that decides whether the code is right. Its cluster is its own and gone afterwards.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/tools.sh
. toolchain/workspace.sh
. toolchain/tests.sh
. toolchain/cluster/states.sh

mkdir -p "$LOGS"
leave_env_shell
provide_npm_packages
tests test || finish 1
start_test_cluster test
restore_recorded_objects
tests test:engine || finish 1
finish 0
