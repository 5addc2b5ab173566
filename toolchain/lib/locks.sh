# Locks between commands that would disturb each other. A lock is a symbolic link, because ln creates a link and its target
# in one step. The target names the process that holds the lock, and the start time of that process, because the system
# reuses process ids.
# shellcheck shell=bash

HELD_LOCKS=()
# The process that holds the lock for which take_lock or is_held was called last.
LOCK_HOLDER=""

# take_lock LOCK: fails when another process holds the lock.
take_lock() {
    local lock=$1 holder error tries=0
    until error=$(ln -sn "$$:$(process_start $$)" "$lock" 2>&1); do
        if holder=$(readlink "$lock"); then
            LOCK_HOLDER=${holder%%:*}
            ! holder_runs "$holder" || return 1
            remove_stale_lock "$lock" "$holder"
        fi
        tries=$((tries + 1))
        [ "$tries" -lt 50 ] || fail "the lock $lock can't be made: $error"
        sleep 0.05
    done
    HELD_LOCKS+=("$lock")
}

# holder_runs PID:START
holder_runs() { process_runs "${1%%:*}" "${1#*:}"; }

# remove_stale_lock LOCK HOLDER: removes the lock of a killed process. It takes a lock for the removal: two processes that
# both see the stale lock could otherwise remove one after the other, and the second would remove the new lock of the first.
remove_stale_lock() {
    local lock=$1 holder=$2
    take_lock "$lock.$holder" || return 0
    [ "$(readlink "$lock")" != "$holder" ] || rm -f "$lock"
    release_lock "$lock.$holder"
}

release_lock() {
    local lock others=()
    for lock in "${HELD_LOCKS[@]}"; do [ "$lock" = "$1" ] || others+=("$lock"); done
    HELD_LOCKS=(${others[@]+"${others[@]}"})
    rm -f "$1"
}

# shellcheck disable=SC2317
release_all_locks() { [ ${#HELD_LOCKS[@]} -eq 0 ] || rm -f "${HELD_LOCKS[@]}"; }
on_exit release_all_locks

# One command at a time works on a workspace: a second one would take a cluster that is about to start for a broken cluster.
lock_workspace() {
    mkdir -p "$WORK"
    take_lock "$WORKSPACE.lock" || fail_locked "$WORKSPACE.lock" "works on ${WORKSPACE#"$ROOT/"}"
    require_no_running_clean
}

# with_project_lock COMMAND…: waits for other commands, which hold this lock for moments only. So "make env" works while
# "make up" runs.
with_project_lock() {
    local lock=$PROJECT.lock deadline=$((SECONDS + 60))
    until take_lock "$lock"; do
        [ "$SECONDS" -lt "$deadline" ] || fail_locked "$lock" "works on ${PROJECT#"$ROOT/"}"
        sleep 0.2
    done
    require_no_running_clean
    "$@"
    release_lock "$lock"
}

# Every command takes its own lock first and then looks for the lock of "make clean". "make clean" takes its own lock first
# and then looks for all others. So at least one of two commands sees the other.
require_no_running_clean() { ! is_held "$WORK/clean.lock" || fail_locked "$WORK/clean.lock" "removes all"; }

lock_for_clean() {
    local lock
    take_lock "$WORK/clean.lock" || fail_locked "$WORK/clean.lock" "removes all"
    for lock in "$WORK"/*.lock "$WORK"/*/project.lock; do
        [ "$lock" != "$WORK/clean.lock" ] || continue
        ! is_held "$lock" || fail_locked "$lock" "works on ${lock#"$ROOT/"}"
    done
}

# is_held LOCK
is_held() {
    local holder
    holder=$(readlink "$1") || return 1
    LOCK_HOLDER=${holder%%:*}
    holder_runs "$holder"
}

# fail_locked LOCK ACTIVITY
fail_locked() {
    fail "another make ${2%.lock} already (process $LOCK_HOLDER)." "Wait until it has ended. Its lock: $1"
}
