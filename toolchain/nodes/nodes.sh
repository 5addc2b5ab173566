# The cluster of real nodes: etcd, control plane, containerd, kubelet, kube-proxy and the node agent as plain processes, in
# pid, mount, network, UTS, IPC and control group namespaces of their own. One process holds all of it: when that is killed,
# the kernel ends the others and undoes mounts, links, routes and packet filter rules.
#
# On the machine itself there are, meanwhile, one network link with three routes, and a control group for each controller.
# shellcheck shell=bash

. toolchain/nodes/addresses.sh
. toolchain/nodes/requirements.sh
. toolchain/nodes/certificates.sh
. toolchain/nodes/images.sh
. toolchain/nodes/rig-image.sh
. toolchain/nodes/configuration.sh

NODES_TOOLS="etcd kubernetes kubectl kubelet containerd coredns node-agent"

# use_nodes WORKSPACE
use_nodes() {
    NODES=$1/nodes
    NODES_KUBECONFIG=$NODES/kubeconfig
    # Process id and start time, since a pid gets reused.
    NODES_INIT=$NODES/init
    NODES_CONTROL_GROUPS=$NODES/control-groups
    NODES_DEFINITION=$NODES/definition
    NODES_IMAGE=$NODES/rig-image
    NODES_KUBECTL_CACHE=$NODES/kubectl-cache
    NODES_LOGS=$LOGS/nodes-${1##*/}
}

# provide_nodes: what start_nodes needs besides the tools.
provide_nodes() {
    require_nodes_possible
    mkdir -p "$CACHE" "$LOGS"
    provide_packages
    provide_image
}

# start_nodes DOMAIN: ends when DNS answers. A cluster that runs as these scripts would make it stays.
start_nodes() {
    local domain=$1
    if nodes_run; then
        [ "$(definition_of_nodes "$domain")" != "$(cat "$NODES_DEFINITION" 2>/dev/null)" ] || return 0
        say "The cluster of real nodes was made by another version of these scripts, or with another image. It starts afresh."
    fi
    stop_nodes
    require_no_other_nodes
    say "Cluster of real nodes: starting (about ten seconds)"
    mkdir -p "$NODES_LOGS"
    rm -f "$NODES_LOGS"/*.log
    toolchain/nodes/prepare.sh "$NODES" "$domain" "$CNI_FOLDER" >"$NODES_LOGS/prepare.log" 2>&1 ||
        nodes_failed "$(sed -n 's/^== //p' "$NODES_LOGS/prepare.log" | tail -n 1)" "$NODES_LOGS/prepare.log"
    start_namespaces "$domain"
    link_node
    wait_for_nodes 60 in_nodes ctr version
    import_images >"$NODES_LOGS/images.log" 2>&1 || nodes_failed "the import of the images" "$NODES_LOGS/images.log"
    wait_for_nodes 60 nodes_kubectl get --raw /readyz
    wait_for_nodes 60 nodes_kubectl --namespace kube-system get serviceaccount default
    nodes_kubectl apply --server-side -f "$NODES/etc/objects.yaml" >"$NODES_LOGS/objects.log" 2>&1 ||
        nodes_failed "the first objects" "$NODES_LOGS/objects.log"
    wait_for_nodes 60 nodes_kubectl wait --for=condition=Ready --timeout=1s "node/$NODE_NAME"
    wait_for_nodes 60 nodes_kubectl --namespace kube-system wait --for=condition=Available --timeout=1s deployment/coredns
    wait_for_nodes 60 dns_answers "$domain"
    printf '%s\n' "$IMAGE_KEY" >"$NODES_IMAGE"
    definition_of_nodes "$domain" >"$NODES_DEFINITION"
}

# What of a pod's namespaces would be shared with the machine is none of: pid, mount, network, UTS, IPC, control group.
start_namespaces() {
    local outer init="" tries
    (
        enter_control_groups "$NODES_CONTROL_GROUPS" "$BASHPID"
        # Not the caller's environment: its temporary folder, for one, doesn't live as long as the cluster.
        exec env -i PATH="$PATH" HOME=/root setsid unshare --fork --pid --mount --net --uts --ipc --cgroup -- \
            toolchain/nodes/init.sh "$NODES" "$NODES_LOGS" "$1" </dev/null >"$NODES_LOGS/init.log" 2>&1
    ) &
    outer=$!
    for ((tries = 0; tries < 200; tries++)); do
        init=$(tr -d ' ' <"/proc/$outer/task/$outer/children" 2>/dev/null) || true
        [ -z "$init" ] || break
        sleep 0.05
    done
    [ -n "$init" ] || nodes_failed "its namespaces" "$NODES_LOGS/init.log"
    printf '%s %s\n' "$init" "$(started_at "$init")" >"$NODES_INIT"
    # Until the node has its link, nothing that stays is started in it.
    settle_control_groups "$NODES_CONTROL_GROUPS"
}

link_node() {
    local cidr
    {
        ip link add "$NODES_NAME" type veth peer name eth0 netns "$(init_of_nodes)" &&
            ip address add "$HOST_ADDRESS/$LINK_PREFIX" dev "$NODES_NAME" &&
            # Another clone tells by it whose cluster this is.
            ip link set "$NODES_NAME" up alias "${NODES:0:250}"
    } >"$NODES_LOGS/link.log" 2>&1 || nodes_failed "its network link" "$NODES_LOGS/link.log"
    for cidr in "$POD_CIDR" "$SERVICE_CIDR" "$LOAD_BALANCER_CIDR"; do
        ip route add "$cidr" via "$NODE_ADDRESS" >"$NODES_LOGS/link.log" 2>&1 || nodes_failed "the route to $cidr" "$NODES_LOGS/link.log"
    done
}

import_images() {
    local archive
    for archive in "$NODES"/images/*.tar; do
        in_nodes ctr --namespace k8s.io images import --local - <"$archive" || return
    done
    # The archive may have another name for it, or none: this one leads to it in any case.
    in_nodes ctr --namespace k8s.io images import --local --index-name "$SERVED_IMAGE" - <"$SERVED_ARCHIVE"
}

stop_nodes() {
    local init tries
    [ -d "$NODES" ] || return 0
    if nodes_run; then
        init=$(init_of_nodes)
        kill -KILL "$init"
        for ((tries = 0; tries < 200; tries++)); do
            [ -d "/proc/$init" ] || break
            sleep 0.05
        done
        # The link goes with its other end, a moment after the last process.
        for ((tries = 0; tries < 200; tries++)); do
            ip link show "$NODES_NAME" >/dev/null 2>&1 || break
            sleep 0.05
        done
    fi
    remove_control_groups "$NODES_CONTROL_GROUPS"
    rm -rf "$NODES"
}

init_of_nodes() { cut -d ' ' -f 1 "$NODES_INIT" 2>/dev/null || true; }

nodes_run() {
    local init started
    read -r init started 2>/dev/null <"$NODES_INIT" || return 1
    [ "$(started_at "$init")" = "$started" ]
}

# in_nodes COMMAND…: runs it as a process of the node.
in_nodes() { nsenter --target "$(init_of_nodes)" --mount --uts --net --pid --cgroup --ipc -- env "PATH=$PATH" "$@"; }

nodes_kubectl() {
    kubectl --kubeconfig "$NODES_KUBECONFIG" --cache-dir "$NODES_KUBECTL_CACHE" --request-timeout 5s "$@"
}

# Through the Service, for the name of a Service: all of DNS and Services works then.
dns_answers() {
    node -e '
        const { Resolver } = require("node:dns").promises;
        const resolver = new Resolver({ timeout: 1000, tries: 1 });
        resolver.setServers([process.argv[1]]);
        resolver.resolve4(process.argv[2]).catch(() => process.exit(1));
    ' "$DNS_SERVICE_ADDRESS" "kubernetes.default.svc.$1"
}

# wait_for_nodes SECONDS COMMAND…
wait_for_nodes() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>"$NODES_LOGS/waiting.log"; do
        { nodes_run && [ "$SECONDS" -lt "$deadline" ]; } || nodes_failed "it waited for $*" "$NODES_LOGS/waiting.log"
        sleep 0.1
    done
}

# nodes_failed STEP LOG
nodes_failed() {
    show_end_of "$2"
    stop_nodes
    fail "the cluster of real nodes doesn't start. What failed: $1." "Its logs are in $NODES_LOGS."
}

require_no_other_nodes() {
    local owner
    ip link show "$NODES_NAME" >/dev/null 2>&1 || return 0
    owner=$(ip link show "$NODES_NAME" | awk '$1 == "alias" { print $2 }')
    fail "a cluster of real nodes runs on this machine already, and there can be only one." \
        "It is of ${owner:-unknown origin}. To end it: make clean, or make down CLUSTER=nodes for what is deployed, in that clone."
}

# What the cluster is made of: a change of it can't be brought into one that runs.
definition_of_nodes() {
    local tool
    {
        printf '%s\n' "$1" "$IMAGE_KEY" "$CNI_FOLDER"
        [ "$IMAGE_KEY" != stand-in ] || printf '%s\n' "$STANDIN_ARCHIVE"
        cat toolchain/nodes/*.sh toolchain/nodes/*.yaml
        for tool in $NODES_TOOLS; do (load_recipe "$tool" && tool_folder "$tool"); done
    } | $SHA256 | cut -c 1-12
}
