# Locks, where two commands would get in each other's way. A lock is a symbolic link, since that is made in one step together
# with what it says: which process holds it, and when that process started, since an id gets reused.
# shellcheck shell=bash

HELD=()
# The process that holds the lock which "take" didn't get.
HOLDER=""

# take LOCK: fails when a process that runs holds it.
take() {
    local lock=$1 holder error tries=0
    until error=$(ln -sn "$$:$(started_at $$)" "$lock" 2>&1); do
        if holder=$(readlink "$lock"); then
            HOLDER=${holder%%:*}
            ! runs "$holder" || return 1
            remove_left_lock "$lock" "$holder"
        fi
        tries=$((tries + 1))
        [ "$tries" -lt 50 ] || fail "the lock $lock can't be made: $error"
        sleep 0.05
    done
    HELD+=("$lock")
}

runs() { [ -n "${1#*:}" ] && [ "$(started_at "${1%%:*}")" = "${1#*:}" ]; }

# The holder was killed. Of several that see it only one may remove its lock: the others would remove the lock of the first.
remove_left_lock() {
    local lock=$1 holder=$2
    take "$lock.$holder" || return 0
    [ "$(readlink "$lock")" != "$holder" ] || rm -f "$lock"
    let_go "$lock.$holder"
}

let_go() {
    local lock others=()
    for lock in "${HELD[@]}"; do [ "$lock" = "$1" ] || others+=("$lock"); done
    HELD=(${others[@]+"${others[@]}"})
    rm -f "$1"
}

# shellcheck disable=SC2317
let_go_all() { [ ${#HELD[@]} -eq 0 ] || rm -f "${HELD[@]}"; }
on_exit let_go_all

# One command at a time on a workspace: two would take each other's half-started cluster for a broken one.
lock_workspace() {
    mkdir -p "$WORK"
    take "$WORKSPACE.lock" || another_make "$WORKSPACE.lock" "works on ${WORKSPACE#"$ROOT/"}"
    require_no_clean
}

# with_project_lock COMMAND…: waits for others, which have the project copy for moments; so "make env" works during "make up".
with_project_lock() {
    local lock=$PROJECT.lock deadline=$((SECONDS + 60))
    until take "$lock"; do
        [ "$SECONDS" -lt "$deadline" ] || another_make "$lock" "works on ${PROJECT#"$ROOT/"}"
        sleep 0.2
    done
    require_no_clean
    "$@"
    let_go "$lock"
}

# Whoever has taken a lock looks for the one of "make clean", which looks for all others when it has its own.
require_no_clean() { ! held_by_other "$WORK/clean.lock" || another_make "$WORK/clean.lock" "removes all"; }

lock_for_clean() {
    local lock
    take "$WORK/clean.lock" || another_make "$WORK/clean.lock" "removes all"
    for lock in "$WORK"/*.lock "$WORK"/*/project.lock; do
        [ "$lock" != "$WORK/clean.lock" ] || continue
        ! held_by_other "$lock" || another_make "$lock" "works on ${lock#"$ROOT/"}"
    done
}

held_by_other() {
    local holder
    holder=$(readlink "$1") || return 1
    HOLDER=${holder%%:*}
    runs "$holder"
}

# another_make LOCK WHAT
another_make() {
    fail "another make ${2%.lock} already (process $HOLDER)." "Wait until it has ended. Its lock: $1"
}
