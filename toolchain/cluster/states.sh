# The objects of recorded stacks (tests/fixtures/states) in the local cluster.
# shellcheck shell=bash

etcd_url() { node -p '`http://127.0.0.1:${require(process.argv[1]).options.etcdPort}`' "$CLUSTER_HOME/configuration.json"; }

# They get into etcd while nothing else of the cluster runs: a controller that saw a part of them would make what it
# doesn't see a second time, or remove what belongs to something that it doesn't see. The API server finds out at its start
# which addresses and ports are taken.
restore_recorded_objects() {
    end_processes KILL kube-apiserver kube-controller-manager kube-scheduler kwok-controller
    rm -f "$CLUSTER_FOLDER"/pids/kube-* "$CLUSTER_FOLDER"/pids/kwok-*
    say "Local cluster: starting it again with the objects of recorded stacks"
    {
        node_modules/.bin/ts-node --transpile-only tests/engine/states/restore.ts "$(etcd_url)" &&
            within 60 "$CLUSTER_LOG" local_kwokctl start cluster &&
            wait_for_cluster &&
            hand_over_nodes
    } >>"$CLUSTER_LOG" 2>&1 || cluster_failed
}
