#!/usr/bin/env bash
# A control plane that a test stops, starts and restores to an earlier state. Usage: controlPlane.sh, with the tools of
# `make test` on PATH.
#
# It prints the path of the kubeconfig, reads one command per line from stdin, and prints "done" after each. At the end of
# stdin, which is at the latest the end of the test's process, it removes the control plane.
. "$(dirname "${BASH_SOURCE[0]}")/../../../toolchain/lib/common.sh"
. toolchain/clusters/simulated/cluster.sh

stop_api_server() {
    end_processes KILL kube-apiserver
    rm -f "$CLUSTER_FOLDER/pids/kube-apiserver.pid"
}

start_api_server() { start_processes && wait_for_simulated_cluster; }

# etcd is stopped meanwhile, so that the copy is consistent.
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
