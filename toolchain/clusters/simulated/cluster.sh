# The local cluster with simulated pods: etcd, API server, controller-manager, scheduler and kwok as processes on loopback.
#
# The cluster of a workspace and its Pulumi state are created and removed together. The state describes what is in the
# cluster: Pulumi would look for objects that a new cluster lacks, or fail at objects that a new state doesn't have.
# shellcheck shell=bash

. toolchain/clusters/simulated/processes.sh

# use_simulated_cluster WORKSPACE
use_simulated_cluster() {
    CLUSTER_HOME=$1/cluster
    CLUSTER_STATE=$1/state
    # The cluster's uid and definition. The file is written last, and lies in the state, so that it is gone when the cluster
    # is incomplete or the state is lost.
    CLUSTER_IDENTITY=$CLUSTER_STATE/cluster
    CLUSTER_LOG=$LOGS/cluster-${1##*/}.log
    CLUSTER_NAME=rig
    CLUSTER_CONTEXT=kwok-$CLUSTER_NAME
    CLUSTER_FOLDER=$CLUSTER_HOME/.kwok/clusters/$CLUSTER_NAME
    CLUSTER_KUBECONFIG=$CLUSTER_FOLDER/kubeconfig.yaml
    # By default kubectl writes its cache beside the user's kubeconfig.
    CLUSTER_KUBECTL_CACHE=$CLUSTER_HOME/kubectl-cache
}

# kwokctl works in the folder .kwok of HOME. Its variable for another folder doesn't allow spaces.
simulated_cluster_kwokctl() { HOME=$CLUSTER_HOME kwokctl --name "$CLUSTER_NAME" "$@"; }

# Starts the processes that don't run, and returns when kwokctl has started all of them.
start_processes() { run_job_with_timeout 60 "$CLUSTER_LOG" simulated_cluster_kwokctl start cluster; }

simulated_cluster_exists() { [ -e "$CLUSTER_KUBECONFIG" ] && [ -e "$CLUSTER_IDENTITY" ]; }

start_simulated_cluster() {
    mkdir -p "$LOGS"
    if simulated_cluster_exists; then
        if [ "$(simulated_cluster_definition)" != "$(sed -n 2p "$CLUSTER_IDENTITY")" ]; then
            say "The local cluster was made by another version of these scripts. It and its Pulumi state start afresh."
        elif all_cluster_processes_run && same_cluster_answers; then
            return
        elif restart_simulated_cluster; then
            return
        else
            say "The local cluster can't be brought back (see $CLUSTER_FOLDER/logs). It and its Pulumi state start afresh."
        fi
    elif [ -d "$CLUSTER_HOME" ] || [ -d "$CLUSTER_STATE" ]; then
        say "Of the local cluster and its Pulumi state, one is missing. Both start afresh."
    fi
    create_simulated_cluster
}

remove_simulated_cluster() {
    stop_simulated_cluster
    rm -rf "$CLUSTER_HOME" "$CLUSTER_STATE"
}

restart_simulated_cluster() {
    : >"$CLUSTER_LOG"
    say "Local cluster: starting it again"
    stop_simulated_cluster
    start_processes && wait_for_simulated_cluster && same_cluster_answers && restart_kwok
}

# kwokctl starts all processes at once. On a loaded machine some end before the API server answers: the controller-manager
# waits ten seconds for it, which no option changes.
restart_ended_processes() {
    local ended name
    ended=$(ended_cluster_processes)
    [ -n "$ended" ] || return 0
    # ps may not show a process yet that was just started.
    sleep 0.5
    ended=$(ended_cluster_processes)
    for name in $ended; do
        say "Local cluster: $name has ended, and is started again. Its log: $CLUSTER_FOLDER/logs/$name.log"
        rm -f "$CLUSTER_FOLDER/pids/$name.pid"
    done
    case $ended in *kwok-controller*) delete_node_leases >>"$CLUSTER_LOG" 2>&1 || true ;; esac
    [ -z "$ended" ] || start_processes || true
}

SUPERVISOR=""

# run_supervised COMMAND…: runs a command that works on the local cluster. Meanwhile it restarts processes of the cluster
# that end.
run_supervised() {
    local status=0
    supervise_processes &
    SUPERVISOR=$!
    "$@" || status=$?
    stop_supervisor
    return "$status"
}

supervise_processes() {
    trap 'stop_job; exit' TERM
    # The sleep has no terminal as its output, for the same reason as in heartbeat.
    while sleep 2 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do restart_ended_processes; done
}

stop_supervisor() {
    [ -n "$SUPERVISOR" ] || return 0
    kill "$SUPERVISOR" 2>/dev/null || true
    wait "$SUPERVISOR" 2>/dev/null || true
    SUPERVISOR=""
}
on_exit stop_supervisor

# The leases of the nodes name an earlier kwok as their holder. A new kwok that finds them waits minutes until they expire.
restart_kwok() {
    stop_kwok
    delete_node_leases >>"$CLUSTER_LOG" 2>&1 && start_processes
}

delete_node_leases() { simulated_cluster_kubectl delete leases --namespace kube-node-lease --all; }

create_simulated_cluster() {
    local configuration=$CLUSTER_HOME/configuration.json stage arguments
    remove_simulated_cluster
    : >"$CLUSTER_LOG"
    say "Local cluster: starting (a few seconds)"
    mkdir -p "$CLUSTER_HOME" "$CLUSTER_STATE"
    node toolchain/clusters/simulated/configuration.mjs "$KUBERNETES_VERSION" >"$configuration"
    arguments=(--config "$configuration")
    for stage in toolchain/clusters/simulated/stages/*.yaml; do arguments+=(--config "$stage"); done
    # With an empty --kubeconfig, kwokctl leaves the user's own file unchanged.
    run_job_with_timeout 60 "$CLUSTER_LOG" simulated_cluster_kwokctl create cluster --kubeconfig "" "${arguments[@]}" ||
        simulated_cluster_failed
    wait_for_simulated_cluster || simulated_cluster_failed
    {
        simulated_cluster_kubectl create -f toolchain/clusters/simulated/nodes.yaml &&
            simulated_cluster_kubectl wait --for=condition=Ready node --all --timeout=60s
    } >>"$CLUSTER_LOG" 2>&1 || simulated_cluster_failed
    {
        simulated_cluster_uid
        simulated_cluster_definition
    } >"$CLUSTER_IDENTITY.new"
    mv "$CLUSTER_IDENTITY.new" "$CLUSTER_IDENTITY"
}

simulated_cluster_failed() {
    show_log_tail "$CLUSTER_LOG"
    fail "the local cluster doesn't start." "The whole output is in $CLUSTER_LOG, the logs of its processes are in $CLUSTER_FOLDER/logs." \
        "If they don't tell the reason: make clean, and try again."
}

simulated_cluster_kubectl() {
    kubectl --kubeconfig "$CLUSTER_KUBECONFIG" --cache-dir "$CLUSTER_KUBECTL_CACHE" --request-timeout 5s "$@"
}

simulated_cluster_uid() { simulated_cluster_kubectl get namespace kube-system -o 'jsonpath={.metadata.uid}{"\n"}'; }

same_cluster_answers() { [ "$(simulated_cluster_uid 2>/dev/null)" = "$(sed -n 1p "$CLUSTER_IDENTITY")" ]; }

wait_for_simulated_cluster() {
    local deadline=$((SECONDS + 60))
    until simulated_cluster_kubectl get --raw /readyz >>"$CLUSTER_LOG" 2>&1 && simulated_cluster_uid >>"$CLUSTER_LOG" 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        restart_ended_processes
        sleep 0.2
    done
    restart_ended_processes
}

# A hash of what the cluster consists of besides the tools. A cluster can't be changed to another definition.
simulated_cluster_definition() {
    (cd toolchain/clusters/simulated && printf '%s\n' "$KUBERNETES_VERSION" && cat configuration.mjs ./*.yaml stages/*.yaml) |
        $SHA256 | cut -c 1-12
}
