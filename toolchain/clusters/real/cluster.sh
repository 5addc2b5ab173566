# The cluster of real nodes: etcd, control plane, containerd, kubelet, kube-proxy and the node agent as plain processes, in
# pid, mount, network, UTS, IPC and control group namespaces of their own. Their first process (libexec/init.sh) keeps the
# namespaces: when it is killed, the kernel ends the others and removes mounts, links, routes and packet filter rules.
#
# While the cluster runs, the machine itself has one more network link with three routes, and a control group for each
# controller.
# shellcheck shell=bash

. toolchain/clusters/real/addresses.sh
. toolchain/clusters/real/requirements.sh
. toolchain/clusters/real/certificates.sh
. toolchain/clusters/real/images.sh
. toolchain/clusters/real/rig-image.sh
. toolchain/clusters/real/configuration.sh

# use_real_cluster WORKSPACE
use_real_cluster() {
    NODES=$1/nodes
    NODES_KUBECONFIG=$NODES/kubeconfig
    # The id and the start time of the first process, because the system reuses process ids.
    NODES_INIT=$NODES/init
    NODES_CONTROL_GROUPS=$NODES/control-groups
    NODES_DEFINITION=$NODES/definition
    NODES_IMAGE=$NODES/rig-image
    NODES_KUBECTL_CACHE=$NODES/kubectl-cache
    NODES_LOGS=$LOGS/nodes-${1##*/}
}

# Provides what start_real_cluster needs besides the tools.
provide_real_cluster() {
    require_real_cluster_support
    mkdir -p "$CACHE" "$LOGS"
    provide_packages
    provide_image
}

# start_real_cluster DOMAIN: starts the cluster, and returns when its DNS answers. A cluster that runs with the same
# definition stays.
start_real_cluster() {
    local domain=$1
    if real_cluster_runs; then
        [ "$(real_cluster_definition "$domain")" != "$(cat "$NODES_DEFINITION" 2>/dev/null)" ] || return 0
        say "The cluster of real nodes was made by another version of these scripts, or with another image. It starts afresh."
    fi
    stop_real_cluster
    require_no_other_real_cluster
    say "Cluster of real nodes: starting (about ten seconds)"
    mkdir -p "$NODES_LOGS"
    rm -f "$NODES_LOGS"/*.log
    toolchain/clusters/real/libexec/prepare.sh "$NODES" "$domain" "$CNI_FOLDER" >"$NODES_LOGS/prepare.log" 2>&1 ||
        real_cluster_failed "$(sed -n 's/^== //p' "$NODES_LOGS/prepare.log" | tail -n 1)" "$NODES_LOGS/prepare.log"
    start_namespaces "$domain"
    link_node
    wait_for_real_cluster 60 run_on_node ctr version
    import_images >"$NODES_LOGS/images.log" 2>&1 || real_cluster_failed "the import of the images" "$NODES_LOGS/images.log"
    wait_for_real_cluster 60 real_cluster_kubectl get --raw /readyz
    wait_for_real_cluster 60 real_cluster_kubectl --namespace kube-system get serviceaccount default
    real_cluster_kubectl apply --server-side -f "$NODES/etc/objects.yaml" >"$NODES_LOGS/objects.log" 2>&1 ||
        real_cluster_failed "the first objects" "$NODES_LOGS/objects.log"
    wait_for_real_cluster 60 real_cluster_kubectl wait --for=condition=Ready --timeout=1s "node/$NODE_NAME"
    wait_for_real_cluster 60 real_cluster_kubectl --namespace kube-system wait --for=condition=Available --timeout=1s deployment/coredns
    wait_for_real_cluster 60 dns_answers "$domain"
    printf '%s\n' "$IMAGE_KEY" >"$NODES_IMAGE"
    real_cluster_definition "$domain" >"$NODES_DEFINITION"
}

# start_namespaces DOMAIN: starts the first process in new namespaces of each kind that a pod has.
start_namespaces() {
    local outer init="" tries
    (
        enter_control_groups "$NODES_CONTROL_GROUPS" "$BASHPID"
        # Without the caller's environment: the cluster lives longer than the caller's temporary folder, for instance.
        exec env -i PATH="$PATH" HOME=/root setsid unshare --fork --pid --mount --net --uts --ipc --cgroup -- \
            toolchain/clusters/real/libexec/init.sh "$NODES" "$NODES_LOGS" "$1" </dev/null >"$NODES_LOGS/init.log" 2>&1
    ) &
    outer=$!
    for ((tries = 0; tries < 200; tries++)); do
        init=$(tr -d ' ' <"/proc/$outer/task/$outer/children" 2>/dev/null) || true
        [ -z "$init" ] || break
        sleep 0.05
    done
    [ -n "$init" ] || real_cluster_failed "its namespaces" "$NODES_LOGS/init.log"
    printf '%s %s\n' "$init" "$(process_start "$init")" >"$NODES_INIT"
    # init.sh waits for the node's link before it starts processes that stay.
    make_room_for_pod_groups "$NODES_CONTROL_GROUPS"
}

link_node() {
    local cidr
    {
        ip link add "$NODES_NAME" type veth peer name eth0 netns "$(init_process)" &&
            ip address add "$HOST_ADDRESS/$LINK_PREFIX" dev "$NODES_NAME" &&
            # The alias tells another clone whose cluster this is.
            ip link set "$NODES_NAME" up alias "${NODES:0:250}"
    } >"$NODES_LOGS/link.log" 2>&1 || real_cluster_failed "its network link" "$NODES_LOGS/link.log"
    for cidr in "$POD_CIDR" "$SERVICE_CIDR" "$LOAD_BALANCER_CIDR"; do
        ip route add "$cidr" via "$NODE_ADDRESS" >"$NODES_LOGS/link.log" 2>&1 || real_cluster_failed "the route to $cidr" "$NODES_LOGS/link.log"
    done
}

import_images() {
    local archive
    for archive in "$NODES"/images/*.tar; do
        run_on_node ctr --namespace k8s.io images import --local - <"$archive" || return
    done
    # The archive may have another name for the image, or none.
    run_on_node ctr --namespace k8s.io images import --local --index-name "$SERVED_IMAGE" - <"$SERVED_ARCHIVE"
}

stop_real_cluster() {
    local init
    [ -d "$NODES" ] || return 0
    if real_cluster_runs; then
        init=$(init_process)
        kill -KILL "$init"
        wait_while [ -d "/proc/$init" ]
        # The kernel removes the link a moment after the last process.
        wait_while ip link show "$NODES_NAME" >/dev/null 2>&1
    fi
    remove_control_groups "$NODES_CONTROL_GROUPS"
    rm -rf "$NODES"
}

init_process() { cut -d ' ' -f 1 "$NODES_INIT" 2>/dev/null || true; }

real_cluster_runs() {
    local init started
    read -r init started 2>/dev/null <"$NODES_INIT" || return 1
    process_runs "$init" "$started"
}

# run_on_node COMMAND…: runs the command as a process of the node.
run_on_node() { nsenter --target "$(init_process)" --mount --uts --net --pid --cgroup --ipc -- env "PATH=$PATH" "$@"; }

real_cluster_kubectl() {
    kubectl --kubeconfig "$NODES_KUBECONFIG" --cache-dir "$NODES_KUBECTL_CACHE" --request-timeout 5s "$@"
}

# dns_answers DOMAIN: asks the DNS Service for the name of a Service. So DNS, Services and the network between them work.
dns_answers() {
    node -e '
        const { Resolver } = require("node:dns").promises;
        const resolver = new Resolver({ timeout: 1000, tries: 1 });
        resolver.setServers([process.argv[1]]);
        resolver.resolve4(process.argv[2]).catch(() => process.exit(1));
    ' "$DNS_SERVICE_ADDRESS" "kubernetes.default.svc.$1"
}

# wait_for_real_cluster SECONDS COMMAND…
wait_for_real_cluster() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>"$NODES_LOGS/waiting.log"; do
        { real_cluster_runs && [ "$SECONDS" -lt "$deadline" ]; } || real_cluster_failed "waiting for $*" "$NODES_LOGS/waiting.log"
        sleep 0.1
    done
}

# real_cluster_failed STEP LOG
real_cluster_failed() {
    show_log_tail "$2"
    stop_real_cluster
    fail "the cluster of real nodes doesn't start. What failed: $1." "Its logs are in $NODES_LOGS."
}

require_no_other_real_cluster() {
    local owner
    ip link show "$NODES_NAME" >/dev/null 2>&1 || return 0
    owner=$(ip link show "$NODES_NAME" | awk '$1 == "alias" { print $2 }')
    fail "a cluster of real nodes runs on this machine already, and there can be only one." \
        "It is of ${owner:-unknown origin}. To end it: make clean, or make down CLUSTER=nodes for what is deployed, in that clone."
}

# real_cluster_definition DOMAIN: prints a hash of what the cluster consists of. A running cluster can't be changed to
# another definition.
real_cluster_definition() {
    local tool
    {
        printf '%s\n' "$1" "$IMAGE_KEY" "$CNI_FOLDER"
        [ "$IMAGE_KEY" != stand-in ] || printf '%s\n' "$STANDIN_ARCHIVE"
        cat toolchain/clusters/real/*.sh toolchain/clusters/real/libexec/*.sh toolchain/clusters/real/*.yaml
        for tool in $REAL_CLUSTER_TOOLS; do (load_recipe "$tool" && tool_folder "$tool"); done
    } | $SHA256 | cut -c 1-12
}
