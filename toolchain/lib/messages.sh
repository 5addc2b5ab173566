# Messages for the user. All of them go to stderr: stdout is for data.
# shellcheck shell=bash

say() { printf '%s\n' "$@" >&2; }

# The exit status of a script that fails.
FAILURE_STATUS=1

# fail MESSAGE [HINT…]: prints an error with one line per argument, and ends the script.
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit "$FAILURE_STATUS"
}

STEPS=0
STEP=0

# step MESSAGE: announces the next of $STEPS steps.
step() {
    STEP=$((STEP + 1))
    say "[$STEP/$STEPS] $1"
}

# show_log_tail LOG: prints the last lines of a log before an error message.
show_log_tail() { [ ! -s "$1" ] || tail -n 20 "$1" | sed 's/^/  | /' >&2; }
