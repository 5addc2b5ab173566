# What RIG's image is on the cluster of real nodes: an archive of the user's own ($IMAGE), or else the stand-in.
# shellcheck shell=bash

# The user's image, whatever it is called in its archive.
OWN_IMAGE=rig.invalid/rig:local

# Ends the script unless $IMAGE, if it is given, is a docker archive of one image.
require_image() {
    local names how="It has to be a docker archive of RIG's image: docker save --output rig.tar NAME"
    [ -n "$IMAGE" ] || return 0
    [ -f "$IMAGE" ] || fail "IMAGE is '$IMAGE', but there is no such file." "$how"
    names=$(tar -xOf "$IMAGE" manifest.json 2>/dev/null | node toolchain/nodes/image-names.mjs) ||
        fail "IMAGE is '$IMAGE', which is no docker archive: it has no manifest.json that lists an image." "$how"
    [ "$(wc -l <<<"$names")" -eq 1 ] ||
        fail "IMAGE is '$IMAGE', which has several images, and one is needed: $(tr '\n' ' ' <<<"$names")" "$how"
}

# Decides about $SERVED_IMAGE and $SERVED_ARCHIVE, and makes the stand-in where that is needed. A cluster that runs keeps its
# image when no other one is given.
provide_image() {
    IMAGE_KEY=stand-in
    if [ -n "$IMAGE" ]; then
        IMAGE_KEY=$($SHA256 "$IMAGE" | cut -d ' ' -f 1)
    elif nodes_run && [ -e "$NODES_IMAGE" ]; then
        IMAGE_KEY=$(cat "$NODES_IMAGE")
    fi
    SERVED_IMAGE=$OWN_IMAGE SERVED_ARCHIVE=$IMAGE
    if [ "$IMAGE_KEY" = stand-in ]; then
        provide_standin
        SERVED_IMAGE=$STANDIN_IMAGE SERVED_ARCHIVE=$STANDIN_ARCHIVE IMAGE_KEY=stand-in
    fi
}

# What a person is told: which image it is.
image_of_nodes() {
    if [ -n "$IMAGE" ]; then
        echo "RIG's image from $IMAGE"
    elif nodes_run && [ "$(cat "$NODES_IMAGE" 2>/dev/null)" != stand-in ]; then
        echo "the image of RIG that it was started with"
    else
        echo "a stand-in for RIG's image"
    fi
}

serves_standin() { [ "$(cat "$NODES_IMAGE")" = stand-in ]; }

# nodes_serve_image_as NAME: pods that want an image of that name get it.
nodes_serve_image_as() {
    in_nodes ctr --namespace k8s.io images tag --force "$SERVED_IMAGE" "$1" >"$NODES_LOGS/images.log" 2>&1 ||
        nodes_failed "the image's name" "$NODES_LOGS/images.log"
}
