#!/usr/bin/env bash
# Downloads and unpacks Debian packages. Usage: unpack-packages.sh FOLDER PACKAGE…
. "$(dirname "${BASH_SOURCE[0]}")/../../../lib/common.sh"
. toolchain/clusters/real/debian-packages.sh

# wrap_commands ROOT FINAL-ROOT: makes a script for each command, which tells the command where its libraries are.
wrap_commands() {
    local command libraries
    libraries=$(find "$1" -name '*.so*' -printf '%h\n' | sort -u | sed "s#^$1#$2#" | tr '\n' ':')
    mkdir "$1/wrapped"
    for command in "$1"/usr/sbin/* "$1"/usr/bin/* "$1"/sbin/* "$1"/bin/*; do
        [ -x "$command" ] || continue
        printf '#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s "$@"\n' "$(shell_quote "$libraries")" "$(shell_quote "$2${command#"$1"}")" >"$1/wrapped/${command##*/}"
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
