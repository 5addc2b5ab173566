# What the scripts tell the person who called make. Everything goes to stderr: stdout is for data.
# shellcheck shell=bash

say() { printf '%s\n' "$@" >&2; }

# The exit code of a script that fails.
FAILURE=1

# Prints an error, one line per argument, and ends the script.
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit "$FAILURE"
}

STEPS=0
STEP=0

# Starts the next of $STEPS steps.
step() {
    STEP=$((STEP + 1))
    say "[$STEP/$STEPS] $1"
}

# The last lines of a log, for an error message.
show_end_of() { [ ! -s "$1" ] || tail -n 20 "$1" | sed 's/^/  | /' >&2; }
