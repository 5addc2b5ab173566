# The local cluster: etcd, API server, controller-manager, scheduler and kwok as plain processes on loopback.
#
# A workspace's cluster and its Pulumi state live and die together: the state says what is in the cluster, so one without
# the other would make Pulumi believe in objects that aren't there, or stumble over ones that are.
# shellcheck shell=bash

. toolchain/cluster/processes.sh

# use_cluster WORKSPACE
use_cluster() {
    CLUSTER_HOME=$1/cluster
    CLUSTER_STATE=$1/state
    # Written when both halves are there, and with the state, so that it goes with either.
    CLUSTER_IDENTITY=$CLUSTER_STATE/cluster
    CLUSTER_LOG=$LOGS/cluster-${1##*/}.log
    CLUSTER_NAME=rig
    CLUSTER_CONTEXT=kwok-$CLUSTER_NAME
    CLUSTER_FOLDER=$CLUSTER_HOME/.kwok/clusters/$CLUSTER_NAME
    CLUSTER_KUBECONFIG=$CLUSTER_FOLDER/kubeconfig.yaml
    # kubectl's own place for it is beside the user's kubeconfig.
    CLUSTER_KUBECTL_CACHE=$CLUSTER_HOME/kubectl-cache
}

# kwokctl works in its home's .kwok. It has a variable for another place, which it cuts at the first space.
local_kwokctl() { HOME=$CLUSTER_HOME kwokctl --name "$CLUSTER_NAME" "$@"; }

cluster_exists() { [ -e "$CLUSTER_KUBECONFIG" ] && [ -e "$CLUSTER_IDENTITY" ]; }

start_cluster() {
    mkdir -p "$LOGS"
    if cluster_exists; then
        if [ "$(definition_of_cluster)" != "$(sed -n 2p "$CLUSTER_IDENTITY")" ]; then
            say "The local cluster was made by another version of these scripts. It and its Pulumi state start afresh."
        elif all_cluster_processes_run && same_cluster_answers; then
            return
        elif restart_cluster; then
            return
        else
            say "The local cluster can't be brought back (see $CLUSTER_FOLDER/logs). It and its Pulumi state start afresh."
        fi
    elif [ -d "$CLUSTER_HOME" ] || [ -d "$CLUSTER_STATE" ]; then
        say "Of the local cluster and its Pulumi state, one is missing. Both start afresh."
    fi
    create_cluster
}

remove_cluster() {
    stop_cluster
    rm -rf "$CLUSTER_HOME" "$CLUSTER_STATE"
}

restart_cluster() {
    : >"$CLUSTER_LOG"
    say "Local cluster: starting it again"
    stop_cluster
    within 60 "$CLUSTER_LOG" local_kwokctl start cluster && wait_for_cluster && same_cluster_answers && hand_over_nodes
}

# Starts what has ended. kwokctl starts all at once, and on a loaded machine some give up before the API server answers: the
# controller-manager waits for it ten seconds, which no option of its changes.
revive_cluster() {
    local ended name
    ended=$(ended_cluster_processes)
    [ -n "$ended" ] || return 0
    # One that was started this moment may not be seen yet.
    sleep 0.5
    ended=$(ended_cluster_processes)
    for name in $ended; do
        say "Local cluster: $name has ended, and is started again. Its log: $CLUSTER_FOLDER/logs/$name.log"
        rm -f "$CLUSTER_FOLDER/pids/$name.pid"
    done
    case $ended in *kwok-controller*) delete_leases >>"$CLUSTER_LOG" 2>&1 || true ;; esac
    [ -z "$ended" ] || within 60 "$CLUSTER_LOG" local_kwokctl start cluster || true
}

WATCH=""

# watching_cluster COMMAND…: runs a command that works on the local cluster, and starts what of the cluster ends meanwhile.
watching_cluster() {
    local status=0
    watch_cluster &
    WATCH=$!
    "$@" || status=$?
    stop_watching
    return "$status"
}

watch_cluster() {
    trap 'stop_running; exit' TERM
    # The sleep lets go of the terminal, as that of the heartbeat.
    while sleep 2 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do revive_cluster; done
}

stop_watching() {
    [ -n "$WATCH" ] || return 0
    kill "$WATCH" 2>/dev/null || true
    wait "$WATCH" 2>/dev/null || true
    WATCH=""
}
on_exit stop_watching

# The leases of the nodes name the kwok of before as their holder, and this one would wait minutes for them to run out. It
# has to find none when it starts.
hand_over_nodes() {
    stop_kwok
    delete_leases >>"$CLUSTER_LOG" 2>&1 &&
        within 60 "$CLUSTER_LOG" local_kwokctl start cluster
}

delete_leases() { cluster_kubectl delete leases --namespace kube-node-lease --all; }

create_cluster() {
    local configuration=$CLUSTER_HOME/configuration.json stage arguments
    remove_cluster
    : >"$CLUSTER_LOG"
    say "Local cluster: starting (a few seconds)"
    mkdir -p "$CLUSTER_HOME" "$CLUSTER_STATE"
    node toolchain/cluster/configuration.mjs "$KUBERNETES_VERSION" >"$configuration"
    arguments=(--config "$configuration")
    for stage in toolchain/cluster/stages/*.yaml; do arguments+=(--config "$stage"); done
    # An empty --kubeconfig: the user's own stays as it is.
    within 60 "$CLUSTER_LOG" local_kwokctl create cluster --kubeconfig "" "${arguments[@]}" || cluster_failed
    wait_for_cluster || cluster_failed
    {
        cluster_kubectl create -f toolchain/cluster/nodes.yaml &&
            cluster_kubectl wait --for=condition=Ready node --all --timeout=60s
    } >>"$CLUSTER_LOG" 2>&1 || cluster_failed
    {
        cluster_uid
        definition_of_cluster
    } >"$CLUSTER_IDENTITY.new"
    mv "$CLUSTER_IDENTITY.new" "$CLUSTER_IDENTITY"
}

cluster_failed() {
    show_end_of "$CLUSTER_LOG"
    fail "the local cluster doesn't start." "The whole output is in $CLUSTER_LOG, its processes' own in $CLUSTER_FOLDER/logs." \
        "If nothing there tells why: make clean, and again."
}

cluster_kubectl() { kubectl --kubeconfig "$CLUSTER_KUBECONFIG" --cache-dir "$CLUSTER_KUBECTL_CACHE" --request-timeout 5s "$@"; }

cluster_uid() { cluster_kubectl get namespace kube-system -o 'jsonpath={.metadata.uid}{"\n"}'; }

same_cluster_answers() { [ "$(cluster_uid 2>/dev/null)" = "$(sed -n 1p "$CLUSTER_IDENTITY")" ]; }

wait_for_cluster() {
    local deadline=$((SECONDS + 60))
    until cluster_kubectl get --raw /readyz >>"$CLUSTER_LOG" 2>&1 && cluster_uid >>"$CLUSTER_LOG" 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        revive_cluster
        sleep 0.2
    done
    revive_cluster
}

# What the cluster is made of, besides the tools: a change of it can't be brought into one that is there.
definition_of_cluster() {
    (printf '%s\n' "$KUBERNETES_VERSION" && cat toolchain/cluster/configuration.mjs toolchain/cluster/*.yaml toolchain/cluster/stages/*.yaml) |
        $SHA256 | cut -c 1-12
}
