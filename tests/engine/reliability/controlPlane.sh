#!/usr/bin/env bash
# A control plane that a test stops, starts again and sets back. Usage: controlPlane.sh, with the tools of `make test` on PATH.
#
# Reads a command a line from its standard input, and answers each with a line: the kubeconfig at first, then "done". When
# the input ends, with the test or with whatever ran it, the control plane is removed.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../../toolchain/common.sh"
. toolchain/cluster/cluster.sh

stop_api_server() {
    end_processes KILL kube-apiserver
    rm -f "$CLUSTER_FOLDER/pids/kube-apiserver.pid"
}

start_api_server() { within 60 "$CLUSTER_LOG" local_kwokctl start cluster && wait_for_cluster; }

# What the copy has is what the data was when it was made.
copy_data() {
    stop_cluster
    rm -rf "$COPY"
    cp -R "$CLUSTER_FOLDER/etcd" "$COPY"
    restart_cluster
}

restore_data() {
    stop_cluster
    rm -rf "$CLUSTER_FOLDER/etcd"
    cp -R "$COPY" "$CLUSTER_FOLDER/etcd"
    restart_cluster
}

use_cluster "$WORK/test-control-plane"
COPY=$CLUSTER_HOME/yesterday
on_exit remove_cluster
create_cluster
printf '%s\n' "$CLUSTER_KUBECONFIG"
while read -r command; do
    case $command in
    stop_api_server | start_api_server | copy_data | restore_data) "$command" ;;
    *) fail "there is no command '$command'." ;;
    esac
    echo "done"
done
