# The local cluster's API server, controllers and scheduler.
# shellcheck shell=bash
tool_title="Kubernetes control plane"
tool_minutes=4
tool_megabytes=1700
tool_module=kubernetes
tool_source=$KUBERNETES_SOURCE
tool_version=$KUBERNETES_VERSION

tool_fits() {
    local component
    for component in kube-apiserver kube-controller-manager kube-scheduler; do
        command -v "$component" >/dev/null || return 1
        case "$("$component" --version)" in "Kubernetes v${KUBERNETES_VERSION%.*}."*) ;; *) return 1 ;; esac
    done
}

tool_build() {
    go_build "$1/" "$(kubernetes_version_flags)" \
        k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kube-controller-manager k8s.io/kubernetes/cmd/kube-scheduler
}

# Without them server and client report version 0.0, and clients refuse what a newer server could do.
kubernetes_version_flags() {
    local major=${KUBERNETES_VERSION%%.*} minor package
    minor=${KUBERNETES_VERSION#*.}
    minor=${minor%.*}
    for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
        printf ' -X %s.%s' "$package" "gitVersion=v$KUBERNETES_VERSION" "$package" "gitMajor=$major" "$package" "gitMinor=$minor"
    done
}
