#!/usr/bin/env bash
# make test: runs everything that decides whether the code is right. Its cluster is its own and ends with it.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/command.sh"
. toolchain/lib/test-suites.sh
. toolchain/clusters/simulated/recorded-stacks.sh

mkdir -p "$LOGS"
discard_env_shell
provide_npm_packages
run_test_suite test || finish_tests 1
start_test_cluster test
restore_recorded_objects
run_test_suite test:engine || finish_tests 1
finish_tests 0
