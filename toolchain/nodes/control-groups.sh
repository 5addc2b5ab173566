# The control groups of the cluster of real nodes: one for each controller of cgroup v1, below the caller's own, so that a
# limit on the caller holds for the cluster, too.
# shellcheck shell=bash

# Prints "CONTROLLER FOLDER" for each.
control_groups() {
    local controllers path mount
    while IFS=: read -r _ controllers path; do
        [ -n "$controllers" ] || continue
        mount=/sys/fs/cgroup/${controllers#name=}
        [ ! -d "$mount" ] || printf '%s %s%s/%s\n' "$controllers" "$mount" "${path%/}" "$NODES_NAME"
    done </proc/self/cgroup
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
