#!/usr/bin/env bash
# A control plane that a test stops, starts again and sets back. Usage: controlPlane.sh, with the tools of `make test` on PATH.
#
# Reads a command a line from its standard input, and answers each with a line: the kubeconfig at first, then "done". When
# the input ends, with the test or with whatever ran it, the control plane is removed.
. "$(dirname "${BASH_SOURCE[0]}")/../../../toolchain/lib/common.sh"
. toolchain/clusters/simulated/cluster.sh

stop_api_server() {
    end_processes KILL kube-apiserver
    rm -f "$CLUSTER_FOLDER/pids/kube-apiserver.pid"
}

start_api_server() { start_processes && wait_for_simulated_cluster; }

# What the copy has is what the data was when it was made.
copy_data() {
    stop_simulated_cluster
    rm -rf "$COPY"
    cp -R "$CLUSTER_FOLDER/etcd" "$COPY"
    restart_simulated_cluster
}

restore_data() {
    stop_simulated_cluster
    rm -rf "$CLUSTER_FOLDER/etcd"
    cp -R "$COPY" "$CLUSTER_FOLDER/etcd"
    restart_simulated_cluster
}

use_simulated_cluster "$WORK/test-control-plane"
COPY=$CLUSTER_HOME/yesterday
on_exit remove_simulated_cluster
create_simulated_cluster
printf '%s\n' "$CLUSTER_KUBECONFIG"
while read -r command; do
    case $command in
    stop_api_server | start_api_server | copy_data | restore_data) "$command" ;;
    *) fail "there is no command '$command'." ;;
    esac
    echo "done"
done
