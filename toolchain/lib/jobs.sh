# Long commands run as jobs: each has a process group of its own, so that an interrupt ends all its processes.
# shellcheck shell=bash

EXIT_HANDLERS=""
# The process group of the running job, and the process that reports its elapsed time.
JOB=""
HEARTBEAT=""

# on_exit FUNCTION: calls the function when the script ends for any reason. The last registered function is called first.
on_exit() { EXIT_HANDLERS="$1; $EXIT_HANDLERS"; }

trap 'eval "$EXIT_HANDLERS"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

stop_job() {
    [ -z "$HEARTBEAT" ] || kill "$HEARTBEAT" 2>/dev/null || true
    if [ -n "$JOB" ] && kill -TERM -- "-$JOB" 2>/dev/null; then wait "$JOB" || true; fi
    HEARTBEAT="" JOB=""
}
on_exit stop_job

# start_job COMMAND…: starts a command in a process group of its own.
start_job() {
    set -m
    "$@" </dev/null &
    JOB=$!
    set +m
}

# wait_for_job: returns the job's exit status.
wait_for_job() {
    local status=0
    wait "$JOB" || status=$?
    JOB=""
    return "$status"
}

# run_job COMMAND…: a signal ends this wait at once, unlike the wait for a command in the foreground.
run_job() {
    start_job "$@"
    wait_for_job
}

# run_job_with_timeout SECONDS LOG COMMAND…: appends the output to the log, and ends the job after the timeout.
run_job_with_timeout() {
    local deadline=$((SECONDS + $1)) log=$2
    shift 2
    start_job "$@" >>"$log" 2>&1
    while kill -0 "$JOB" 2>/dev/null; do
        [ "$SECONDS" -lt "$deadline" ] || kill -TERM -- "-$JOB" 2>/dev/null || true
        sleep 0.1
    done
    wait_for_job
}

# run_job_with_heartbeat LABEL LOG COMMAND…: writes the output to the log, and reports the elapsed time every half minute.
run_job_with_heartbeat() {
    local label=$1 log=$2 status=0
    shift 2
    heartbeat "$label" "$SECONDS" &
    HEARTBEAT=$!
    run_job "$@" >"$log" 2>&1 || status=$?
    kill "$HEARTBEAT" 2>/dev/null || true
    wait "$HEARTBEAT" 2>/dev/null || true
    HEARTBEAT=""
    return "$status"
}

# heartbeat LABEL START
heartbeat() {
    local elapsed
    # The sleep has no terminal as its output: it outlives its killed parent, and a pipe behind make would wait for it.
    while sleep 30 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
        elapsed=$((SECONDS - $2))
        say "      $1: $((elapsed / 60)) min $((elapsed % 60)) s so far"
    done
}
