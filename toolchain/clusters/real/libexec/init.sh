#!/usr/bin/env bash
# The first process in the namespaces of the cluster of real nodes: it mounts the node's own folders, and starts etcd, the
# control plane and the node's processes. When it ends, the kernel ends the others and removes the namespaces.
# Usage: init.sh STATE LOGS DOMAIN
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../../.."
. toolchain/clusters/real/addresses.sh

STATE=$1 LOGS=$2 DOMAIN=$3
PKI=$NODE_STATE/pki
ETC=$NODE_STATE/etc

mount_own_folders() {
    local folder
    mount --make-rprivate /
    mkdir -p "$STATE/run" "$STATE/var/lib" "$STATE/var/log" "$STATE/pids"
    mount -t tmpfs -o mode=755 tmpfs "$STATE/run"
    mkdir "$STATE/run/${NODE_STATE##*/}" "$STATE/run/${NODE_LOGS##*/}"
    mount --bind "$STATE" "$STATE/run/${NODE_STATE##*/}"
    mount --bind "$LOGS" "$STATE/run/${NODE_LOGS##*/}"
    # -n: the table of mounts in user space lies in the /run that this one covers.
    mount -n --move "$STATE/run" /run
    for folder in lib log; do mount --bind "$NODE_STATE/var/$folder" "/var/$folder"; done
    mount -t proc proc /proc
    mount -t sysfs sysfs /sys
}

mount_control_groups() {
    local controllers
    mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
    while read -r controllers _; do
        [ "$controllers" = unified ] || mkdir "/sys/fs/cgroup/${controllers#name=}"
        case $controllers in
        unified) mount -t cgroup2 cgroup2 /sys/fs/cgroup ;;
        name=*) mount -t cgroup -o "none,$controllers" cgroup "/sys/fs/cgroup/${controllers#name=}" ;;
        *) mount -t cgroup -o "$controllers" cgroup "/sys/fs/cgroup/$controllers" ;;
        esac
    done <"$NODE_STATE/control-groups"
}

# The kubelet requires some kernel settings. It sees files with these values, and the machine's own settings stay unchanged.
mount_expected_settings() {
    local setting file
    mkdir /run/settings
    for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 \
        kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
        file=/run/settings/$(basename "${setting%=*}")
        [ -e "/proc/sys/${setting%=*}" ] || continue
        echo "${setting#*=}" >"$file"
        mount --bind "$file" "/proc/sys/${setting%=*}"
    done
}

configure_network() {
    until ip link show eth0 >/dev/null 2>&1; do sleep 0.02; done
    ip link set lo up
    ip address add "$NODE_ADDRESS/$LINK_PREFIX" dev eth0
    ip link set eth0 up
    # Without a default route, a connection to an address outside of the cluster fails at once. The node's own packets to a
    # Service need a route, before the packet filter translates the Service's address.
    ip route add "$SERVICE_CIDR" via "$HOST_ADDRESS"
    # Nothing in the cluster may open connections to the machine.
    nft -f - <<END_OF_RULES
table inet machine {
    chain forward { type filter hook forward priority -10; ip daddr $HOST_ADDRESS ct state new reject; }
    chain output { type filter hook output priority -10; ip daddr $HOST_ADDRESS ct state new reject; }
}
END_OF_RULES
    echo 1 >/proc/sys/net/ipv4/ip_forward
}

# serve NAME COMMAND…: starts the command in the background, and again whenever it ends.
serve() {
    local name=$1
    shift
    while :; do
        "$@" >>"$NODE_LOGS/$name.log" 2>&1 &
        echo $! >"$NODE_STATE/pids/$name"
        wait $! || true
        echo "$name has ended, and is started again" >>"$NODE_LOGS/$name.log"
        sleep 1
    done &
}

# For clients of the API server whose default limit of requests would slow down the start.
REQUEST_LIMITS=(--kube-api-qps 500 --kube-api-burst 1000)

start_control_plane() {
    serve etcd etcd --name node --data-dir /var/lib/etcd --unsafe-no-fsync --log-level warn \
        --listen-client-urls "$ETCD" --advertise-client-urls "$ETCD" --listen-peer-urls "$ETCD_PEER" \
        --initial-advertise-peer-urls "$ETCD_PEER" --initial-cluster "node=$ETCD_PEER"
    serve kube-apiserver kube-apiserver --etcd-servers "$ETCD" \
        --bind-address "$NODE_ADDRESS" --advertise-address "$NODE_ADDRESS" --secure-port "$API_PORT" \
        --service-cluster-ip-range "$SERVICE_CIDR" --allow-privileged --authorization-mode Node,RBAC \
        --enable-admission-plugins NodeRestriction --client-ca-file "$PKI/ca.crt" \
        --tls-cert-file "$PKI/apiserver.crt" --tls-private-key-file "$PKI/apiserver.key" \
        --kubelet-client-certificate "$PKI/apiserver-kubelet.crt" --kubelet-client-key "$PKI/apiserver-kubelet.key" \
        --kubelet-certificate-authority "$PKI/ca.crt" --kubelet-preferred-address-types InternalIP \
        --service-account-issuer "https://kubernetes.default.svc.$DOMAIN" \
        --service-account-key-file "$PKI/service-accounts.pub" --service-account-signing-key-file "$PKI/service-accounts.key" \
        --requestheader-client-ca-file "$PKI/ca.crt" --requestheader-allowed-names front-proxy-client
    # Before the built-in roles exist, the API server refuses the other processes, and they end.
    until kubectl --kubeconfig "$ETC/admin.kubeconfig" get --raw /readyz >/dev/null 2>&1; do sleep 0.1; done
    serve kube-controller-manager kube-controller-manager --kubeconfig "$ETC/controller-manager.kubeconfig" \
        --authentication-kubeconfig "$ETC/controller-manager.kubeconfig" \
        --authorization-kubeconfig "$ETC/controller-manager.kubeconfig" \
        --bind-address 127.0.0.1 --leader-elect=false --use-service-account-credentials "${REQUEST_LIMITS[@]}" \
        --root-ca-file "$PKI/ca.crt" --service-account-private-key-file "$PKI/service-accounts.key"
    serve kube-scheduler kube-scheduler --kubeconfig "$ETC/scheduler.kubeconfig" \
        --authentication-kubeconfig "$ETC/scheduler.kubeconfig" --authorization-kubeconfig "$ETC/scheduler.kubeconfig" \
        --bind-address 127.0.0.1 --leader-elect=false "${REQUEST_LIMITS[@]}"
}

start_node() {
    serve kubelet kubelet --config "$ETC/kubelet.yaml" --kubeconfig "$ETC/kubelet.kubeconfig" \
        --hostname-override "$NODE_NAME" --node-ip "$NODE_ADDRESS" --node-labels topology.kubernetes.io/zone=local-a
    serve kube-proxy kube-proxy --config "$ETC/proxy.yaml"
    serve node-agent node-agent --kubeconfig "$ETC/node-agent.kubeconfig" --load-balancer-cidr "$LOAD_BALANCER_CIDR"
}

mount_own_folders
mount_control_groups
mount_expected_settings
# The kubelet needs shared mounts for the volumes of pods. They stay in this namespace.
mount --make-rshared /
hostname "$NODE_NAME"
configure_network
cd "$NODE_STATE"
serve containerd containerd --config "$ETC/containerd.toml"
start_control_plane
start_node
# While bash waits, it reaps orphaned processes.
while :; do
    sleep 3600 &
    wait $! || true
done
