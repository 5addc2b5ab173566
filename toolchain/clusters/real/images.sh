# Images of the cluster of real nodes, which has no registry: the images are archives that containerd imports.
# shellcheck shell=bash

. toolchain/clusters/real/debian-packages.sh

# No registry can have such a host name: an image that isn't imported is never pulled from elsewhere.
PAUSE_IMAGE=rig.invalid/pause:local
COREDNS_IMAGE=rig.invalid/coredns:local
STANDIN_IMAGE=rig.invalid/rig-stand-in:local

STANDIN_FOLDER=tests/nodes/standin
STANDIN_CONFIGURATION='{
    "User": "1000:1000", "WorkingDir": "/opt/sites/rig", "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"],
    "Cmd": ["/opt/sites/rig/bin/rig", "foreground"]
}'

# build_program_image NAME COMMAND ARCHIVE: builds an image that contains one static program.
build_program_image() {
    local folder
    folder=$(mktemp -d "${3%/*}/image.XXXXXX")
    mkdir "$folder/root"
    cp "$(command -v "$2")" "$folder/root/$2"
    tar -C "$folder/root" --owner=0 --group=0 -cf "$folder/layer.tar" .
    node toolchain/clusters/real/image-archive.mjs "$1" "{\"Entrypoint\": [\"/$2\"]}" "$folder"
    tar -C "$folder" -cf "$3" manifest.json config.json layer.tar
    rm -rf "$folder"
}

# Prints the cache folder of the stand-in's image, with a hash of everything that decides about the image.
stand_in_folder() {
    printf '%s/rig-stand-in-%.12s\n' "$CACHE" "$({
        uname -sm
        cat /etc/os-release
        printf '%s\n' "$STANDIN_PACKAGES" "$STANDIN_CONFIGURATION"
        $SHA256 toolchain/clusters/real/{images.sh,debian-packages.sh,libexec/build-stand-in.sh,image-archive.mjs} "$STANDIN_FOLDER"/rig "$STANDIN_FOLDER"/*.erl
    } | $SHA256)"
}

# Builds the stand-in's image into the tool cache, and sets $STANDIN_ARCHIVE to it.
provide_stand_in() {
    local folder log=$LOGS/stand-in.log
    folder=$(stand_in_folder)
    STANDIN_ARCHIVE=$folder/image.tar
    [ ! -d "$folder" ] || return 0
    say "The stand-in for RIG's image: building from Debian packages (usually less than a minute), into $CACHE"
    run_job_with_heartbeat "The stand-in for RIG's image" "$log" toolchain/clusters/real/libexec/build-stand-in.sh "$folder" || {
        show_log_tail "$log"
        fail "the image can't be built." "The whole output is in $log." "apt-get update may help."
    }
}
