# etcd, which holds the local cluster's objects.
# shellcheck shell=bash
tool_title="etcd"
tool_minutes=1
tool_megabytes=200
tool_module=etcd
tool_source=$ETCD_SOURCE

tool_fits() {
    command -v etcd >/dev/null && version_at_least "$(etcd --version | awk '/^etcd Version/ { print $3 }')" "$ETCD_MIN"
}

tool_build() { go_build "$1/etcd" "" go.etcd.io/etcd/server/v3; }
