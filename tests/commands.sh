#!/usr/bin/env bash
# shellcheck disable=SC2317 # the functions are called by check
# Runs the README's make commands in this clone, one after the other, as its reader would. It uses the clone's own local
# cluster and removes it at the end: for a fresh clone, such as the one of a CI.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

DONE=0
check() {
    local what=$1
    shift
    if ! "$@"; then
        printf 'failed: %s\n' "$what" >&2
        exit 1
    fi
    DONE=$((DONE + 1))
    printf 'ok: %s\n' "$what"
}

is_clean() { [ -z "$(git status --porcelain)" ]; }
fails() { ! "$@"; }
in_env_shell() { bash -c 'eval "$(make -s env)" && '"$1"; }
has_pods() { [ "$(in_env_shell "kubectl get pods -n $1 --no-headers" | wc -l)" -eq "$2" ]; }
control_plane() { pgrep -f "^$PWD/.work/local/cluster/.*/kube-apiserver --"; }
# shellcheck disable=SC2046
kill_control_plane() { kill -9 $(pgrep -f "^$PWD/.work/local/cluster/"); }
prints_only_exports() { make -s env 2>/dev/null | grep -qv '^export ' && return 1 || return 0; }

trap 'make clean' EXIT
check "make env says what to do while there is nothing" fails make -s env
check "make up deploys the stack dev" make up
check "make up has nothing to do the second time" in_env_shell "pulumi preview --expect-no-changes && make up"
check "make env prints export lines only" prints_only_exports
check "plain kubectl sees the pods" has_pods rig-dev 2
check "the control plane is killed" kill_control_plane
check "make up brings the same cluster back" make up
check "and the pods are still there" has_pods rig-dev 2
check "make preview shows the other stack" make preview STACK=prod
check "make up refuses a stack that doesn't exist" fails make up STACK=nobody
check "make up deploys the stack prod" make up STACK=prod
check "make down refuses what is protected" fails make down STACK=prod
check "and has deleted nothing" has_pods rig-prod 3
check "make down destroys the stack dev" make down
check "the cluster stays while a stack is on it" control_plane
check "the protection is lifted by the configuration" in_env_shell "pulumi config set rig:protect false --stack prod"
check "make up takes what was set in the shell of make env" make up STACK=prod
check "make down destroys the stack prod" make down STACK=prod
check "the cluster ends with the last stack" fails control_plane
check "git status is clean" is_clean
printf 'commands: %s passed, 0 failed\n' "$DONE"
