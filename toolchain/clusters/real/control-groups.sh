# The control groups of the cluster of real nodes. With cgroup v1, there is one group for each controller. It lies below the
# caller's group, so that a limit on the caller applies to the cluster. With cgroup v2, there is one group for all
# controllers, below the nearest group that delegates the controllers.
# shellcheck shell=bash

UNIFIED=/sys/fs/cgroup

has_cgroup_v1() { [ -d /sys/fs/cgroup/memory ]; }

# Prints "CONTROLLER FOLDER" for each group.
control_groups() {
    local controllers path mount
    if ! has_cgroup_v1; then
        echo "unified $(unified_parent)/$NODES_NAME"
        return
    fi
    while IFS=: read -r _ controllers path; do
        [ -n "$controllers" ] || continue
        mount=/sys/fs/cgroup/${controllers#name=}
        [ ! -d "$mount" ] || printf '%s %s%s/%s\n' "$controllers" "$mount" "${path%/}" "$NODES_NAME"
    done </proc/self/cgroup
}

# Prints the nearest group of cgroup v2, from the caller's own upwards, that delegates the controllers which pods need. A
# group that has processes can't delegate controllers.
unified_parent() {
    local path
    path=$(sed -n 's/^0:://p' /proc/self/cgroup)
    until delegates_controllers "$UNIFIED$path"; do
        [ "$path" != / ] || return 1
        path=$(dirname "$path")
    done
    echo "$UNIFIED${path%/}"
}

# delegates_controllers GROUP
delegates_controllers() {
    local controller
    for controller in cpu memory pids; do
        grep -qsw "$controller" "$1/cgroup.subtree_control" || return 1
    done
}

# make_control_groups LIST: makes the groups, and writes their list into a file.
make_control_groups() {
    local controllers folder
    control_groups >"$1"
    while read -r controllers folder; do
        mkdir -p "$folder"
        # A new cpuset accepts no process before it has processors and memory.
        if [ "$controllers" = cpuset ]; then
            cat "$folder/../cpuset.cpus" >"$folder/cpuset.cpus"
            cat "$folder/../cpuset.mems" >"$folder/cpuset.mems"
        fi
    done <"$1"
}

# enter_control_groups LIST PID
enter_control_groups() {
    local folder
    while read -r _ folder; do echo "$2" >"$folder/cgroup.procs"; done <"$1"
}

# make_room_for_pod_groups LIST: with cgroup v2, moves the node's processes from the cluster's group into a group below it,
# so that the cluster's group can delegate its controllers to the groups of pods. By then, the cluster's group has to be the
# root of the node's control group namespace.
make_room_for_pod_groups() {
    local controllers folder pid tries
    read -r controllers folder <"$1"
    [ "$controllers" = unified ] || return 0
    mkdir -p "$folder/node"
    for ((tries = 0; tries < 100; tries++)); do
        [ -n "$(cat "$folder/cgroup.procs")" ] || break
        # A process that has ended meanwhile can't be moved.
        # shellcheck disable=SC2013
        for pid in $(cat "$folder/cgroup.procs"); do echo "$pid" >"$folder/node/cgroup.procs" || true; done 2>/dev/null
    done
    sed 's/[^ ]*/+&/g' "$folder/cgroup.controllers" >"$folder/cgroup.subtree_control"
}

# remove_control_groups LIST: a group can be removed a moment after its last process has ended.
remove_control_groups() {
    local folder tries
    [ -e "$1" ] || return 0
    while read -r _ folder; do
        for ((tries = 0; tries < 100; tries++)); do
            [ -d "$folder" ] || break
            find "$folder" -depth -type d -exec rmdir {} \; 2>/dev/null || true
            sleep 0.05
        done
        [ ! -d "$folder" ] || say "note: the control group $folder can't be removed."
    done <"$1"
}
