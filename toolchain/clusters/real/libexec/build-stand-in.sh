#!/usr/bin/env bash
# Builds the image of the stand-in for RIG. Usage: build-stand-in.sh FOLDER
#
# The folder appears in one step, when the image is complete.
. "$(dirname "${BASH_SOURCE[0]}")/../../../lib/common.sh"
. toolchain/clusters/real/images.sh

build=$(mktemp -d "$CACHE/.building-stand-in.XXXXXX")
root=$build/root
mkdir -p "$root"/usr/{bin,sbin,lib,lib64} "$root"/{dev,etc,proc,tmp} "$root"/opt/sites/rig/{bin,ebin,var}
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
: >"$build/status"
# With an empty status file, apt downloads dependencies that the machine has installed, too.
# shellcheck disable=SC2086
download_packages "$build/archives" "Dir::State::status=$build/status" -- $STANDIN_PACKAGES
for archive in "$build"/archives/*.deb; do
    # Only the packages' installation scripts need these packages, and the scripts don't run here.
    case ${archive##*/} in perl* | libperl* | usrmerge_* | dpkg_* | debconf_*) continue ;; esac
    unpack_package "$archive" "$root"
done
printf 'root:x:0:0:root:/root:/bin/sh\nrig:x:1000:1000:rig:/opt/sites/rig:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\nrig:x:1000:\n' >"$root/etc/group"
install -m 755 "$STANDIN_FOLDER/rig" "$root/opt/sites/rig/bin/rig"
cp "$STANDIN_FOLDER"/*.erl "$root/opt/sites/rig/ebin"
chown 1000:1000 "$root/opt/sites/rig/var"
mknod -m 666 "$root/dev/null" c 1 3
# shellcheck disable=SC2016
chroot "$root" /bin/sh -c 'cd /opt/sites/rig/ebin && HOME=/tmp erlc -Werror *.erl && rm *.erl'
rm "$root/dev/null"
tar -C "$root" -cf "$build/layer.tar" .
node toolchain/clusters/real/image-archive.mjs "$STANDIN_IMAGE" "$STANDIN_CONFIGURATION" "$build"
mkdir "$build/out"
tar -C "$build" -cf "$build/out/image.tar" manifest.json config.json layer.tar
mv -T "$build/out" "$1"
rm -rf "$build"
