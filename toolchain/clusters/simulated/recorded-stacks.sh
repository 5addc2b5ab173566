# The objects of the recorded stacks (tests/fixtures/states) in the local cluster.
# shellcheck shell=bash

# shellcheck disable=SC2016
etcd_url() { node -p '`http://127.0.0.1:${require(process.argv[1]).options.etcdPort}`' "$CLUSTER_HOME/configuration.json"; }

# Writes the objects into etcd while no other process of the cluster runs. A controller that saw only some of the objects
# would create the others a second time, or remove objects whose owner it doesn't see. The API server reads at its start
# which addresses and ports are in use.
restore_recorded_objects() {
    end_processes KILL kube-apiserver kube-controller-manager kube-scheduler kwok-controller
    rm -f "$CLUSTER_FOLDER"/pids/kube-* "$CLUSTER_FOLDER"/pids/kwok-*
    say "Local cluster: starting it again with the objects of recorded stacks"
    {
        node_modules/.bin/ts-node --transpile-only tests/engine/states/restore.ts "$(etcd_url)" &&
            start_processes &&
            wait_for_simulated_cluster &&
            restart_kwok
    } >>"$CLUSTER_LOG" 2>&1 || simulated_cluster_failed
}
