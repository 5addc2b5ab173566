# The base of every script: shell options, the clone as current folder, paths, versions, messages and small helpers.
# shellcheck shell=bash

set -euo pipefail
unset CDPATH
cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
ROOT=$PWD
WORK=$ROOT/.work
LOGS=$WORK/logs
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/rig-pulumi

. toolchain/lib/versions.sh
. toolchain/lib/messages.sh
. toolchain/lib/jobs.sh

# version_at_least FOUND WANTED: compares numbers of the form 1.2.3, with or without a leading v or a suffix.
version_at_least() {
    awk -v found="${1#v}" -v wanted="$2" 'BEGIN {
        split(found, f, /[.+-]/); split(wanted, w, ".")
        for (i = 1; i <= 3; i++) if (f[i] + 0 != w[i] + 0) exit !(f[i] + 0 > w[i] + 0)
    }'
}

# The command for SHA-256 sums; to be used unquoted.
SHA256=sha256sum
command -v sha256sum >/dev/null || SHA256="shasum -a 256"

# process_start PID: when the process started, in a form that depends on the platform. Prints nothing when no such process
# runs.
process_start() {
    if [ -d /proc/self ]; then
        sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
    else
        LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null | tr -s ' :\n' '-'
    fi
}

# process_runs PID START: tells a process from a later one with the same id.
process_runs() { [ -n "$2" ] && [ "$(process_start "$1")" = "$2" ]; }

# wait_while COMMAND…: returns when the command fails, or after ten seconds.
wait_while() {
    local tries
    for ((tries = 0; tries < 200; tries++)); do
        "$@" || return 0
        sleep 0.05
    done
}

# shell_quote TEXT: prints the text for any POSIX shell, with quotes only where the shell needs them.
shell_quote() {
    case $1 in
    "" | *[!A-Za-z0-9@%+=:,./_-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
    esac
}

# make_argument NAME VALUE: prints an argument of make.
make_argument() { printf '%s=%s' "$1" "$(shell_quote "$2")"; }
