# The control groups of the cluster of real nodes. With cgroup v1, one for each controller, below the caller's own, so that a
# limit on the caller holds for the cluster, too. With v2, one for all controllers, below the nearest that hands them on.
# shellcheck shell=bash

UNIFIED=/sys/fs/cgroup

has_cgroup_v1() { [ -d /sys/fs/cgroup/memory ]; }

# Prints "CONTROLLER FOLDER" for each.
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

# Prints the caller's group of cgroup v2, or the nearest above it, whose groups get the controllers that pods need. A group
# that has processes in it gives its groups none.
unified_parent() {
    local path
    path=$(sed -n 's/^0:://p' /proc/self/cgroup)
    until hands_on "$UNIFIED$path"; do
        [ "$path" != / ] || return 1
        path=$(dirname "$path")
    done
    echo "$UNIFIED${path%/}"
}

hands_on() {
    local controller
    for controller in cpu memory pids; do
        grep -qsw "$controller" "$1/cgroup.subtree_control" || return 1
    done
}

# make_control_groups LIST: makes them, and writes down which they are.
make_control_groups() {
    local controllers folder
    control_groups >"$1"
    while read -r controllers folder; do
        mkdir -p "$folder"
        # A new cpuset takes no process until it has processors and memory.
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

# settle_control_groups LIST: with cgroup v2, once the node has it as the root of its own view, makes room for the groups of
# pods: what runs in it so far goes into one beside them.
settle_control_groups() {
    local controllers folder pid tries
    read -r controllers folder <"$1"
    [ "$controllers" = unified ] || return 0
    mkdir -p "$folder/node"
    for ((tries = 0; tries < 100; tries++)); do
        [ -n "$(cat "$folder/cgroup.procs")" ] || break
        # One that has ended meanwhile can't be moved.
        for pid in $(cat "$folder/cgroup.procs"); do echo "$pid" >"$folder/node/cgroup.procs" || true; done 2>/dev/null
    done
    sed 's/[^ ]*/+&/g' "$folder/cgroup.controllers" >"$folder/cgroup.subtree_control"
}

# The kernel needs a moment after the last process until a group can be removed.
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
