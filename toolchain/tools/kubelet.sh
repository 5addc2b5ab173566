# What a real node runs of Kubernetes: kubelet and kube-proxy, from the same sources as the control plane.
# shellcheck shell=bash
. toolchain/tools/kubernetes.sh
tool_title="kubelet and kube-proxy"
tool_minutes=2
tool_megabytes=900

tool_fits() {
    local component
    for component in kubelet kube-proxy; do
        command -v "$component" >/dev/null || return 1
        case "$("$component" --version)" in "Kubernetes v${KUBERNETES_VERSION%.*}."*) ;; *) return 1 ;; esac
    done
}

tool_build() { go_build "$1/" "$(kubernetes_version_flags)" k8s.io/kubernetes/cmd/kubelet k8s.io/kubernetes/cmd/kube-proxy; }
