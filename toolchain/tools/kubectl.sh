# kubectl for the local cluster, from the same sources as the control plane.
# shellcheck shell=bash
. toolchain/tools/kubernetes.sh
tool_title="kubectl"
tool_minutes=1
tool_megabytes=100

# Kubernetes supports a client that is one minor version older or newer than the server.
tool_fits() {
    local found distance
    command -v kubectl >/dev/null || return 1
    found=$(kubectl version --client 2>/dev/null | awk '/^Client Version:/ { print $3 }')
    [ "${found%%.*}" = "v${KUBERNETES_VERSION%%.*}" ] || return 1
    distance=$(($(minor_of "${found#v}") - $(minor_of "$KUBERNETES_VERSION")))
    [ "${distance#-}" -le 1 ]
}

minor_of() { printf '%s\n' "$1" | cut -d . -f 2; }

tool_build() { go_build "$1/" "$(kubernetes_version_flags)" k8s.io/kubernetes/cmd/kubectl; }
