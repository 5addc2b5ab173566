# The local cluster's processes. Their command lines identify them: pid files survive a reboot, and the system reuses
# process ids.
# shellcheck shell=bash

# Prints "PID NAME" of each process of the cluster in $CLUSTER_FOLDER.
simulated_cluster_processes() {
    ps -axww -o pid= -o args= | FOLDER=$CLUSTER_FOLDER/ awk '
        index($0, ENVIRON["FOLDER"]) && match($0, /\/(etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kwok-controller) --/) {
            print $1, substr($0, RSTART + 1, RLENGTH - 4)
        }'
}

CLUSTER_PROCESSES="etcd kube-apiserver kube-controller-manager kube-scheduler kwok-controller"

all_cluster_processes_run() { [ -z "$(ended_cluster_processes)" ]; }

# Prints the names of the processes that don't run.
ended_cluster_processes() {
    local running name
    running=" $(simulated_cluster_processes | cut -d ' ' -f 2 | tr '\n' ' ')"
    for name in $CLUSTER_PROCESSES; do
        case $running in *" $name "*) ;; *) printf '%s\n' "$name" ;; esac
    done
}

# pids_of NAME…
pids_of() { simulated_cluster_processes | awk -v names=" $* " 'index(names, " " $2 " ") { print $1 }'; }

stop_simulated_cluster() {
    # Only etcd has data to write. The others would wait for each other.
    end_processes KILL kube-apiserver kube-controller-manager kube-scheduler kwok-controller
    end_processes TERM etcd
    rm -f "$CLUSTER_FOLDER"/pids/*
}

stop_kwok() {
    end_processes KILL kwok-controller
    rm -f "$CLUSTER_FOLDER/pids/kwok-controller.pid"
}

# end_processes SIGNAL NAME…: sends the signal, after five seconds KILL, and waits until the processes have ended.
end_processes() {
    local signal=$1 pids tries=0
    shift
    while pids=$(pids_of "$@") && [ -n "$pids" ]; do
        [ "$tries" -ne 50 ] || signal=KILL
        [ "$tries" -lt 100 ] || fail "processes of the local cluster don't end: $(printf %s "$pids" | tr '\n' ' ')"
        # shellcheck disable=SC2086
        [ "$((tries % 50))" -ne 0 ] || kill "-$signal" $pids 2>/dev/null || true
        tries=$((tries + 1))
        sleep 0.1
    done
}
