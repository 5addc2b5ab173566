# Images for a cluster without a registry: archives that are imported into containerd.
# shellcheck shell=bash

. toolchain/nodes/packages.sh

# No registry has such a host: an image that isn't imported is never fetched from somewhere.
PAUSE_IMAGE=rig.invalid/pause:local
COREDNS_IMAGE=rig.invalid/coredns:local
STANDIN_IMAGE=rig.invalid/rig-stand-in:local

STANDIN_FOLDER=tests/nodes/standin
STANDIN_CONFIGURATION='{
    "User": "1000:1000", "WorkingDir": "/opt/sites/rig", "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"],
    "Cmd": ["/opt/sites/rig/bin/rig", "foreground"]
}'

# binary_image NAME COMMAND ARCHIVE: an image that holds one static program.
binary_image() {
    local folder
    folder=$(mktemp -d "${3%/*}/image.XXXXXX")
    mkdir "$folder/root"
    cp "$(command -v "$2")" "$folder/root/$2"
    tar -C "$folder/root" --owner=0 --group=0 -cf "$folder/layer.tar" .
    node toolchain/nodes/image.mjs "$1" "{\"Entrypoint\": [\"/$2\"]}" "$folder"
    tar -C "$folder" -cf "$3" manifest.json config.json layer.tar
    rm -rf "$folder"
}

standin_folder() {
    printf '%s/rig-stand-in-%.12s\n' "$CACHE" "$({
        uname -sm
        cat /etc/os-release
        printf '%s\n' "$STANDIN_PACKAGES" "$STANDIN_CONFIGURATION"
        $SHA256 toolchain/nodes/images.sh toolchain/nodes/image.mjs toolchain/nodes/packages.sh "$STANDIN_FOLDER"/rig "$STANDIN_FOLDER"/*.erl
    } | $SHA256)"
}

# Builds the stand-in's image into the tool cache, as $STANDIN_ARCHIVE.
provide_standin() {
    local folder log=$LOGS/stand-in.log
    folder=$(standin_folder)
    STANDIN_ARCHIVE=$folder/image.tar
    [ ! -d "$folder" ] || return 0
    say "The stand-in for RIG's image: building from Debian packages (usually less than a minute), into $CACHE"
    run_logged "The stand-in for RIG's image" "$log" build_standin "$folder" || {
        show_end_of "$log"
        fail "the image can't be built." "The whole output is in $log." "apt-get update may help."
    }
}

# shellcheck disable=SC2317
build_standin() {
    local build root archive each
    build=$(mktemp -d "$CACHE/.building-stand-in.XXXXXX")
    root=$build/root
    mkdir -p "$root"/usr/{bin,sbin,lib,lib64} "$root"/{dev,etc,proc,tmp} "$root"/opt/sites/rig/{bin,ebin,var} || return
    for each in bin sbin lib lib64; do ln -s "usr/$each" "$root/$each"; done
    : >"$build/status"
    # As on a machine where nothing is installed yet.
    # shellcheck disable=SC2086
    download_packages "$build/archives" "Dir::State::status=$build/status" -- $STANDIN_PACKAGES || return
    for archive in "$build"/archives/*.deb; do
        # What only the packages' own scripts need, which don't run here.
        case ${archive##*/} in perl* | libperl* | usrmerge_* | dpkg_* | debconf_*) continue ;; esac
        unpack_package "$archive" "$root" || return
    done
    printf 'root:x:0:0:root:/root:/bin/sh\nrig:x:1000:1000:rig:/opt/sites/rig:/bin/sh\n' >"$root/etc/passwd"
    printf 'root:x:0:\nrig:x:1000:\n' >"$root/etc/group"
    install -m 755 "$STANDIN_FOLDER/rig" "$root/opt/sites/rig/bin/rig" || return
    cp "$STANDIN_FOLDER"/*.erl "$root/opt/sites/rig/ebin"
    chown 1000:1000 "$root/opt/sites/rig/var"
    mknod -m 666 "$root/dev/null" c 1 3 || return
    # shellcheck disable=SC2016
    chroot "$root" /bin/sh -c 'cd /opt/sites/rig/ebin && HOME=/tmp erlc -Werror *.erl && rm *.erl' || return
    rm "$root/dev/null"
    tar -C "$root" -cf "$build/layer.tar" . || return
    node toolchain/nodes/image.mjs "$STANDIN_IMAGE" "$STANDIN_CONFIGURATION" "$build" || return
    mkdir "$build/out"
    tar -C "$build" -cf "$build/out/image.tar" manifest.json config.json layer.tar || return
    mv -T "$build/out" "$1"
    rm -rf "$build"
}
