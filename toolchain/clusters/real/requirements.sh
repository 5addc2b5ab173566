# The requirements of a cluster of real nodes to the machine.
# shellcheck shell=bash

. toolchain/clusters/real/debian-packages.sh
. toolchain/clusters/real/control-groups.sh

# Prints the first requirement that the machine doesn't meet, or nothing.
unmet_requirement() {
    local missing
    [ "$(uname -s)" = Linux ] || { echo "real nodes need Linux" && return; }
    [ "$(id -u)" = 0 ] || { echo "real nodes need root, for namespaces, mounts and control groups" && return; }
    if ! has_cgroup_v1; then
        [ "${CGROUP:-}" = v2 ] || { echo "real nodes were only ever tried with cgroup v1, and this machine has v2; CGROUP=v2 tries it" && return; }
        unified_parent >/dev/null || { echo "real nodes need the controllers cpu, memory and pids of cgroup v2" && return; }
    fi
    for missing in unshare nsenter setsid apt-get dpkg-deb; do
        has_command "$missing" || { echo "real nodes need $missing, which isn't on PATH" && return; }
    done
    # The node mounts folders of its own in these places.
    case $ROOT/:$CACHE/ in
    /run/*|/var/lib/*|/var/log/*|*:/run/*|*:/var/lib/*|*:/var/log/*)
        echo "real nodes need the clone and the tool cache outside of /run, /var/lib and /var/log" && return ;;
    esac
    overlay_works || echo "real nodes need a file system that overlayfs can write to in $WORK"
}

# In a container, for instance, the kernel may not allow an overlay on top of the container's own overlay.
overlay_works() {
    local folder status=0
    mkdir -p "$WORK"
    folder=$(mktemp -d "$WORK/overlay.XXXXXX")
    mkdir "$folder"/{lower,upper,work,merged}
    unshare --mount mount -t overlay overlay -o "lowerdir=$folder/lower,upperdir=$folder/upper,workdir=$folder/work" "$folder/merged" \
        2>/dev/null || status=1
    rm -rf "$folder"
    return "$status"
}

require_real_cluster_support() {
    local reason
    reason=$(unmet_requirement)
    [ -z "$reason" ] || fail "$reason."
}
