# Long commands: in a process group of their own, so that an interrupt ends all of one, and with a sign of life.
# shellcheck shell=bash

CLEANUP=""
RUNNING=""
HEARTBEAT=""

# on_exit FUNCTION: called when the script ends in whatever way, the last registered first.
on_exit() { CLEANUP="$1; $CLEANUP"; }

trap 'eval "$CLEANUP"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

stop_running() {
    [ -z "$HEARTBEAT" ] || kill "$HEARTBEAT" 2>/dev/null || true
    if [ -n "$RUNNING" ] && kill -TERM -- "-$RUNNING" 2>/dev/null; then wait "$RUNNING" || true; fi
    HEARTBEAT="" RUNNING=""
}
on_exit stop_running

# Runs a command as a group and waits for it; the wait, unlike one for a command in the foreground, ends at once on a signal.
run_group() {
    local status=0
    set -m
    "$@" </dev/null &
    RUNNING=$!
    set +m
    wait "$RUNNING" || status=$?
    RUNNING=""
    return "$status"
}

# within SECONDS LOG COMMAND…: the same with a limit; output is added to the log.
within() {
    local deadline=$((SECONDS + $1)) log=$2 status=0
    shift 2
    set -m
    "$@" </dev/null >>"$log" 2>&1 &
    RUNNING=$!
    set +m
    while kill -0 "$RUNNING" 2>/dev/null; do
        [ "$SECONDS" -lt "$deadline" ] || kill -TERM -- "-$RUNNING" 2>/dev/null || true
        sleep 0.1
    done
    wait "$RUNNING" || status=$?
    RUNNING=""
    return "$status"
}

# run_logged LABEL LOG COMMAND…: output goes to the log, a line with the elapsed time to the terminal every half minute.
run_logged() {
    local label=$1 log=$2 status=0
    shift 2
    heartbeat "$label" "$SECONDS" &
    HEARTBEAT=$!
    run_group "$@" >"$log" 2>&1 || status=$?
    kill "$HEARTBEAT" 2>/dev/null || true
    wait "$HEARTBEAT" 2>/dev/null || true
    HEARTBEAT=""
    return "$status"
}

heartbeat() {
    local elapsed
    # The sleep lets go of the terminal: it outlives its killed parent, and a pipe behind make would wait for it.
    while sleep 30 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
        elapsed=$((SECONDS - $2))
        say "      $1: $((elapsed / 60)) min $((elapsed % 60)) s so far"
    done
}
