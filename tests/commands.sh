#!/usr/bin/env bash
# shellcheck disable=SC2317 # the functions are called by check
# Runs the make commands of the README in this clone, one after the other, as a reader would. At the end it runs make clean.
# It is meant for a fresh clone, as in a CI.
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
# fails_saying TEXT COMMAND…
fails_saying() {
    local text=$1 output
    shift
    ! output=$("$@" 2>&1) && printf '%s\n' "$output" && grep -qF -- "$text" <<<"$output"
}
in_env_shell() { bash -c 'eval "$(make -s env)" && '"$1"; }
has_pods() { [ "$(in_env_shell "kubectl get pods -n $1 --no-headers" | wc -l)" -eq "$2" ]; }
control_plane() { pgrep -f "^$PWD/.work/local/cluster/.*/kube-apiserver --"; }
# shellcheck disable=SC2046
kill_control_plane() { kill -9 $(pgrep -f "^$PWD/.work/local/cluster/"); }
prints_only_exports() {
    local output
    output=$(make -s env) && [ -n "$output" ] && ! grep -v '^export ' <<<"$output"
}
no_control_plane() { ! control_plane; }
with_own_kubeconfig() { KUBECONFIG=$KUBECONFIG_COPY "$@"; }
copy_kubeconfig() { in_env_shell 'kubectl config view --raw' >"$KUBECONFIG_COPY"; }
real_nodes_possible() { toolchain/clusters/real/libexec/check-requirements.sh 2>/dev/null; }
nothing_left_of_nodes() { ! ip link show rig-nodes 2>/dev/null && [ -z "$(find /sys/fs/cgroup -name rig-nodes)" ] && [ ! -e .work/nodes/nodes ]; }
# up_while_a_controller_ends ARGUMENTS…
up_while_a_controller_ends() {
    local log=$KUBECONFIG_COPY.log status=0
    make up "$@" >"$log" 2>&1 &
    until grep -q Previewing "$log"; do sleep 0.2; done
    kill -9 "$(pgrep -f "^$PWD/.work/local/cluster/.*/kube-controller-manager --")"
    wait $! || status=$?
    grep -q "kube-controller-manager has ended, and is started again" "$log" || status=1
    [ "$status" -eq 0 ] || cat "$log"
    return "$status"
}
# Makes the lock of a command, a running one or one that was killed.
# shellcheck disable=SC2016
lock_by() { ln -sfn "$1:$(bash -c '. toolchain/lib/common.sh; process_start "$1"' lock_by "$1")" .work/local.lock; }
forget_state() { rm -r .work/local/state; }
forget_copies() { rm -f .work/*/project/Pulumi.*.yaml; }

write_own_stack() {
    printf 'config:\n  rig:kubernetes: {context: kwok-rig}\n  rig:kubeconfig: %s\n  rig:replicas: 1\n' "$KUBECONFIG_COPY" >Pulumi.own.yaml
}
preview_own_stack() { bash -c 'eval "$(make -s env STACK=own)" && pulumi preview --expect-no-changes'; }
remove_own_stack() { make down STACK=own && rm Pulumi.own.yaml; }
no_copy_of_a_kubeconfig() { [ -z "$(find "$TMPDIR" -name 'kubeconfig*')" ]; }

TMPDIR=$(mktemp -d)
export TMPDIR
KUBECONFIG_COPY=$(mktemp)
trap 'forget_copies; make clean; rm -r "$TMPDIR"' EXIT
check "make env says what to do while there is nothing" fails_saying "First: make up STACK=dev" make -s env
check "make up deploys the stack dev" make up
check "make up has nothing to do the second time" in_env_shell "pulumi preview --expect-no-changes && make up"
check "a command is running" lock_by "$$"
check "make up doesn't get in its way" fails_saying "another make works on .work/local already (process $$)" make up
check "make clean neither" fails_saying "another make works on .work/local already (process $$)" make clean
check "make env works meanwhile" in_env_shell true
check "the command was killed" lock_by 999999999
check "make env prints export lines only" prints_only_exports
check "plain kubectl sees the pods" has_pods rig-dev 2
check "make render writes what is deployed" in_env_shell "make render SECRETS=yes && kubectl diff -f .work/rendered/dev"
check "and refuses a flag that it doesn't know" fails_saying "Allowed: SECRETS=yes" make render SECRETS=true
check "the control plane is killed" kill_control_plane
check "make up brings the same cluster back" make up
check "and the pods are still there" has_pods rig-dev 2
check "make preview shows the other stack" make preview STACK=prod
check "make up refuses a stack that doesn't exist" fails_saying "Allowed is one with a stack file: dev prod" make up STACK=nobody
check "make up deploys the stack prod, though a controller ends meanwhile" up_while_a_controller_ends STACK=prod
check "make down refuses what is protected" fails_saying "To lift it: set rig:protect: false" make down STACK=prod
check "and has deleted nothing" has_pods rig-prod 3
check "make down destroys the stack dev" make down
check "the cluster stays while a stack is on it" control_plane
check "make env gives a kubeconfig of a cluster" copy_kubeconfig
check "make up deploys to a cluster of the user's" with_own_kubeconfig make up CONTEXT=kwok-rig
check "make clean keeps the state of what is deployed there" fails_saying "make down STACK=dev CONTEXT=kwok-rig" make clean
check "make down insists on the same kubeconfig" fails_saying "was deployed with KUBECONFIG=" make down CONTEXT=kwok-rig
check "make down destroys it" with_own_kubeconfig make down CONTEXT=kwok-rig
check "a stack file brings its kubeconfig" write_own_stack
check "make up deploys with it" make up STACK=own
check "plain pulumi works with it" preview_own_stack
check "make down works with it" remove_own_stack
check "no copy of a kubeconfig is left in the temporary folder" no_copy_of_a_kubeconfig
check "a variable in the environment decides nothing" fails_saying "CONTEXT is set in the environment" env CONTEXT=kwok-rig make up
check "a cluster in the environment neither" fails_saying "CLUSTER is set in the environment" env CLUSTER=nodes make up
check "make up refuses a cluster that doesn't exist" fails_saying "Allowed is: nodes" make up CLUSTER=nobody
check "and two clusters at once" fails_saying "contradict each other" make up CLUSTER=nodes CONTEXT=kwok-rig
check "and an image that isn't there" fails_saying "there is no such file" make up CLUSTER=nodes IMAGE=nowhere.tar
check "and an image for the local cluster" fails_saying "IMAGE is for a cluster of real nodes" make up IMAGE=nowhere.tar
check "make check can't tell anything of simulated pods" fails_saying "pods are simulated" make check STACK=prod
if real_nodes_possible; then
    check "make check says what to do while nothing is deployed" fails_saying "First: make up STACK=dev CLUSTER=nodes" make check CLUSTER=nodes
    check "make up deploys to a cluster of real nodes" make up CLUSTER=nodes
    check "whose nodes have formed one Erlang cluster" make check CLUSTER=nodes
    check "make down destroys it" make down CLUSTER=nodes
    check "and nothing is left of it" nothing_left_of_nodes
fi
check "the protection is lifted by the configuration" in_env_shell "pulumi config set rig:protect false --stack prod"
check "make up takes what was set in the shell of make env" make up STACK=prod
check "make down destroys the stack prod" make down STACK=prod
check "make clean keeps what was set in that shell" fails_saying "is in make's copy only" make clean
check "the cluster ends with the last stack" no_control_plane
check "the Pulumi state is lost" forget_state
check "make up starts state and cluster afresh, and deploys" make up
check "git status is clean" is_clean
printf 'commands: %s passed, 0 failed\n' "$DONE"
