# containerd, which runs the containers of a real node, with its shim for runc and its client.
# shellcheck shell=bash
tool_title="containerd"
tool_minutes=2
tool_megabytes=700
tool_module=containerd
tool_source=$CONTAINERD_SOURCE

# A machine's own containerd may be much older, and its shim has to be of the same version.
tool_fits() { false; }

tool_build() {
    local module=github.com/containerd/containerd/v2
    # Support for btrfs needs its C headers.
    go_build "$1/" "-X $module/version.Version=${tool_source##* }" -tags no_btrfs \
        "$module/cmd/containerd" "$module/cmd/containerd-shim-runc-v2" "$module/cmd/ctr"
}
