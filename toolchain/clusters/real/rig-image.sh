# The image that pods of RIG get on the cluster of real nodes: the user's own archive ($IMAGE), or else the stand-in.
# shellcheck shell=bash

# The name of the user's image in the cluster. Its name in the archive doesn't matter.
OWN_IMAGE=rig.invalid/rig:local

# Fails when $IMAGE is set and is no docker archive of one image.
require_image() {
    local names how="It has to be a docker archive of RIG's image: docker save --output rig.tar NAME"
    [ -n "$IMAGE" ] || return 0
    [ -f "$IMAGE" ] || fail "IMAGE is '$IMAGE', but there is no such file." "$how"
    names=$(tar -xOf "$IMAGE" manifest.json 2>/dev/null | node toolchain/clusters/real/image-names.mjs) ||
        fail "IMAGE is '$IMAGE', which is no docker archive: it has no manifest.json that lists an image." "$how"
    [ "$(wc -l <<<"$names")" -eq 1 ] ||
        fail "IMAGE is '$IMAGE', which has several images, and one is needed: $(tr '\n' ' ' <<<"$names")" "$how"
}

# Sets $SERVED_IMAGE, $SERVED_ARCHIVE and $IMAGE_KEY, and builds the stand-in when it is needed. A running cluster keeps its
# image when $IMAGE is empty.
provide_image() {
    IMAGE_KEY=stand-in
    if [ -n "$IMAGE" ]; then
        IMAGE_KEY=$($SHA256 "$IMAGE" | cut -d ' ' -f 1)
    elif real_cluster_runs && [ -e "$NODES_IMAGE" ]; then
        IMAGE_KEY=$(cat "$NODES_IMAGE")
    fi
    SERVED_IMAGE=$OWN_IMAGE SERVED_ARCHIVE=$IMAGE
    if [ "$IMAGE_KEY" = stand-in ]; then
        provide_stand_in
        SERVED_IMAGE=$STANDIN_IMAGE SERVED_ARCHIVE=$STANDIN_ARCHIVE
    fi
}

# Describes the image for a message.
describe_image() {
    if [ -n "$IMAGE" ]; then
        echo "RIG's image from $IMAGE"
    elif real_cluster_runs && [ "$(cat "$NODES_IMAGE" 2>/dev/null)" != stand-in ]; then
        echo "the image of RIG that it was started with"
    else
        echo "a stand-in for RIG's image"
    fi
}

serves_stand_in() { [ "$(cat "$NODES_IMAGE")" = stand-in ]; }

# tag_served_image NAME: gives the image another name, by which pods ask for it.
tag_served_image() {
    run_on_node ctr --namespace k8s.io images tag --force "$SERVED_IMAGE" "$1" >"$NODES_LOGS/images.log" 2>&1 ||
        real_cluster_failed "the image's name" "$NODES_LOGS/images.log"
}
