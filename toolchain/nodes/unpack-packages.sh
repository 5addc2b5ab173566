#!/usr/bin/env bash
# Unpacks Debian packages, and makes their commands find their libraries. Usage: unpack-packages.sh FOLDER PACKAGE…
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
. toolchain/nodes/packages.sh

# Commands that find their libraries beside them. wrap_commands ROOT FINAL-ROOT
wrap_commands() {
    local command libraries
    libraries=$(find "$1" -name '*.so*' -printf '%h\n' | sort -u | sed "s#^$1#$2#" | tr '\n' ':')
    mkdir "$1/wrapped"
    for command in "$1"/usr/sbin/* "$1"/usr/bin/* "$1"/sbin/* "$1"/bin/*; do
        [ -x "$command" ] || continue
        printf '#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s "$@"\n' "$(quoted "$libraries")" "$(quoted "$2${command#"$1"}")" >"$1/wrapped/${command##*/}"
        chmod +x "$1/wrapped/${command##*/}"
    done
}

folder=$1
shift
build=$(mktemp -d "$CACHE/.building-packages.XXXXXX")
mkdir "$build/root"
download_packages "$build/archives" -- "$@"
for archive in "$build/archives"/*.deb; do unpack_package "$archive" "$build/root"; done
wrap_commands "$build/root" "$folder/root"
rm -rf "$build/archives"
mv -T "$build" "$folder"
