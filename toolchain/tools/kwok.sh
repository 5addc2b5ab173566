# kwok, which plays the kubelets of the local cluster's nodes, and kwokctl, which starts and stops the whole.
# shellcheck shell=bash
tool_title="kwok"
tool_minutes=3
tool_megabytes=1100
tool_module=kwok
tool_source=$KWOK_SOURCE

tool_fits() {
    local component
    for component in kwok kwokctl; do
        command -v "$component" >/dev/null || return 1
        case "$("$component" --version)" in *" v$KWOK_VERSION "*) ;; *) return 1 ;; esac
    done
}

tool_build() { go_build "$1/" "" sigs.k8s.io/kwok/cmd/kwok sigs.k8s.io/kwok/cmd/kwokctl; }
