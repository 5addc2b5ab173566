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
        $SHA256 toolchain/nodes/{images,packages,build-stand-in}.sh toolchain/nodes/image.mjs "$STANDIN_FOLDER"/rig "$STANDIN_FOLDER"/*.erl
    } | $SHA256)"
}

# Builds the stand-in's image into the tool cache, as $STANDIN_ARCHIVE.
provide_standin() {
    local folder log=$LOGS/stand-in.log
    folder=$(standin_folder)
    STANDIN_ARCHIVE=$folder/image.tar
    [ ! -d "$folder" ] || return 0
    say "The stand-in for RIG's image: building from Debian packages (usually less than a minute), into $CACHE"
    run_logged "The stand-in for RIG's image" "$log" toolchain/nodes/build-stand-in.sh "$folder" || {
        show_end_of "$log"
        fail "the image can't be built." "The whole output is in $log." "apt-get update may help."
    }
}
