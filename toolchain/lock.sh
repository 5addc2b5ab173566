# One command at a time on a workspace: two would take each other's half-started cluster for a broken one.
# shellcheck shell=bash

LOCK=""

lock_workspace() {
    local lock=$WORKSPACE.lock holder
    mkdir -p "$WORK"
    if ! ln -sn "$$" "$lock" 2>/dev/null; then
        holder=$(readlink "$lock" || true)
        [ -z "$holder" ] || ! kill -0 "$holder" 2>/dev/null ||
            fail "another make works on ${WORKSPACE#"$ROOT/"} already (process $holder)." "Wait until it has ended."
        # Its command was killed.
        rm -f "$lock"
        ln -sn "$$" "$lock"
    fi
    LOCK=$lock
    on_exit unlock_workspace
}

# shellcheck disable=SC2317
unlock_workspace() { rm -f "$LOCK"; }
