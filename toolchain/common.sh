# What every script starts with: the clone as current folder, the messages, the versions, and small helpers.
# shellcheck shell=bash

unset CDPATH
cd -P "$(dirname "${BASH_SOURCE[0]}")/.." || exit
ROOT=$PWD
WORK=$ROOT/.work
LOGS=$WORK/logs
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/rig-pulumi

. toolchain/versions.sh
. toolchain/say.sh
. toolchain/run.sh

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

# started_at PID: when the process started, in whatever form; nothing when there is no such process.
started_at() {
    if [ -d /proc/self ]; then
        sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
    else
        LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null | tr -s ' :\n' '-'
    fi
}

# 'text' quoted for any POSIX shell.
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }

# word TEXT: as it is where a shell takes it so, else quoted.
word() {
    case $1 in
    "" | *[!A-Za-z0-9@%+=:,./_-]*) quoted "$1" ;;
    *) printf '%s' "$1" ;;
    esac
}

# argument NAME VALUE: as an argument of make.
argument() { printf '%s=%s' "$1" "$(word "$2")"; }
