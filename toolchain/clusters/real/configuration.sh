# The configuration files of the processes on a real node.
# shellcheck shell=bash

# write_configuration FOLDER DOMAIN
write_configuration() {
    mkdir -p "$1/cni"
    # Pods have only the cluster's name server.
    : >"$1/resolv.conf"
    network_configuration >"$1/cni/10-pods.conflist"
    containerd_configuration >"$1/containerd.toml"
    kubelet_configuration "$2" >"$1/kubelet.yaml"
    proxy_configuration >"$1/proxy.yaml"
    sed "s/CLUSTER_DOMAIN/$2/; s/DNS_SERVICE_ADDRESS/$DNS_SERVICE_ADDRESS/" toolchain/clusters/real/objects.yaml >"$1/objects.yaml"
}

# Pods have point-to-point links, and no bridge: so the node routes every packet between pods, and the rules for Services
# and network policies see it without the kernel module br_netfilter.
network_configuration() {
    cat <<END_OF_FILE
{
  "cniVersion": "1.0.0",
  "name": "pods",
  "plugins": [
    {
      "type": "ptp",
      "ipMasq": false,
      "mtu": 1500,
      "ipam": { "type": "host-local", "ranges": [[{ "subnet": "$POD_CIDR" }]], "routes": [{ "dst": "0.0.0.0/0" }] }
    }
  ]
}
END_OF_FILE
}

containerd_configuration() {
    cat <<END_OF_FILE
version = 3
root = '/var/lib/containerd'
state = '/run/containerd'
imports = []
disabled_plugins = [
    'io.containerd.nri.v1.nri', 'io.containerd.image-verifier.v1.bindir',
    'io.containerd.tracing.processor.v1.otlp', 'io.containerd.internal.v1.tracing',
]

[plugins.'io.containerd.cri.v1.images']
snapshotter = 'overlayfs'

[plugins.'io.containerd.cri.v1.images'.pinned_images]
sandbox = '$PAUSE_IMAGE'

[plugins.'io.containerd.cri.v1.runtime']
# Root in a container or a virtual machine may not lower a process's score for the OOM killer.
restrict_oom_score_adj = true
disable_apparmor = true

[plugins.'io.containerd.cri.v1.runtime'.containerd]
default_runtime_name = 'runc'

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
runtime_type = 'io.containerd.runc.v2'

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
BinaryName = 'runc'
SystemdCgroup = false

[plugins.'io.containerd.cri.v1.runtime'.cni]
bin_dirs = ['$CNI_FOLDER']
conf_dir = '$NODE_STATE/etc/cni'

[plugins.'io.containerd.internal.v1.opt']
path = '/var/lib/containerd/opt'
END_OF_FILE
}

# The eviction thresholds are low, because other programs on the machine use its memory and disk, too.
kubelet_configuration() {
    cat <<END_OF_FILE
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $NODE_ADDRESS
authentication:
  anonymous: { enabled: false }
  webhook: { enabled: true }
  x509: { clientCAFile: $NODE_STATE/pki/ca.crt }
authorization: { mode: Webhook }
tlsCertFile: $NODE_STATE/pki/kubelet-server.crt
tlsPrivateKeyFile: $NODE_STATE/pki/kubelet-server.key
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
failCgroupV1: false
failSwapOn: false
oomScoreAdj: 0
clusterDNS: [$DNS_SERVICE_ADDRESS]
clusterDomain: $1
resolvConf: $NODE_STATE/etc/resolv.conf
nodeStatusUpdateFrequency: 4s
evictionHard: { memory.available: 100Mi, nodefs.available: 1Gi, imagefs.available: 1Gi }
imageGCHighThresholdPercent: 100
END_OF_FILE
}

proxy_configuration() {
    cat <<END_OF_FILE
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clusterCIDR: $POD_CIDR
hostnameOverride: $NODE_NAME
clientConnection: { kubeconfig: $NODE_STATE/etc/proxy.kubeconfig }
# These are settings of the whole machine.
conntrack: { maxPerCore: 0, min: 0 }
oomScoreAdj: 0
nftables: { syncPeriod: 30s, minSyncPeriod: 100ms }
END_OF_FILE
}
