# A workspace is the folder for one target: it has the Pulumi state, its passphrase and the project copy.
#   .work/local      the local cluster, whose pods are simulated
#   .work/nodes      the cluster of real nodes
#   .work/context-…  a context that CONTEXT names
#   .work/stack-file the clusters that stack files name
# shellcheck shell=bash

# The locks come first: the exit handlers run in the reverse order, so that a lock is released last.
. toolchain/lib/locks.sh
. toolchain/clusters/simulated/cluster.sh
. toolchain/clusters/real/cluster.sh
. toolchain/lib/stacks.sh
. toolchain/lib/project-copy.sh
. toolchain/lib/environment.sh

STACK=${STACK:-}
CONTEXT=${CONTEXT:-}
CLUSTER=${CLUSTER:-}
IMAGE=${IMAGE:-}

require_valid_cluster() {
    case $CLUSTER in
    "") [ -z "$IMAGE" ] || fail "IMAGE is for a cluster of real nodes: make up CLUSTER=nodes $(make_argument IMAGE "$IMAGE")" \
        "On another cluster the stack's rig:image says which image runs." ;;
    nodes) [ -z "$CONTEXT" ] || fail "CLUSTER=$CLUSTER and CONTEXT=$CONTEXT contradict each other." "Leave one of them out." ;;
    *) fail "CLUSTER is '$CLUSTER', but there is no such cluster." "Allowed is: nodes. Without it, the local cluster with simulated pods is used." ;;
    esac
}

# Sets $TARGET and $WORKSPACE from the arguments of make and the stack file, and $ARGUMENTS to the arguments that a message
# repeats.
choose_workspace() {
    local name
    discard_env_shell
    require_stack
    require_valid_cluster
    if [ "$CLUSTER" = nodes ]; then
        TARGET=nodes
        WORKSPACE=$WORK/nodes
        require_nodejs
        require_image
    elif [ -n "$CONTEXT" ]; then
        TARGET=context
        WORKSPACE=$WORK/context-$(printf %s "$CONTEXT" | tr -c 'A-Za-z0-9._-' '-' | cut -c 1-40)-$(printf %s "$CONTEXT" | $SHA256 | cut -c 1-6)
    elif stack_file_sets "Pulumi.$STACK.yaml" rig:kubernetes rig:kubeconfig; then
        TARGET=stack-file
        WORKSPACE=$WORK/stack-file
    else
        TARGET=local
        WORKSPACE=$WORK/local
    fi
    ARGUMENTS=$(make_argument STACK "$STACK")
    for name in CONTEXT CLUSTER IMAGE CGROUP; do
        [ -z "${!name:-}" ] || ARGUMENTS="$ARGUMENTS $(make_argument "$name" "${!name}")"
    done
    use_workspace "$WORKSPACE"
}

# use_workspace WORKSPACE
use_workspace() {
    WORKSPACE=$1
    STATE=$WORKSPACE/state
    PROJECT=$WORKSPACE/project
    use_simulated_cluster "$WORKSPACE"
    use_real_cluster "$WORKSPACE"
}

# Prints the tools that commands on the target need.
target_tools() {
    case $TARGET in
    local) echo "$PULUMI_TOOLS $SIMULATED_CLUSTER_TOOLS" ;;
    nodes) echo "$PULUMI_TOOLS $REAL_CLUSTER_TOOLS" ;;
    *) echo "$PULUMI_TOOLS" ;;
    esac
}

# Makes what the workspace lacks, and starts the target's cluster when the cluster is make's own.
prepare_workspace() {
    mkdir -p "$WORKSPACE"
    use_temporary_folder_of_workspace
    case $TARGET in
    local) start_simulated_cluster ;;
    nodes) prepare_real_cluster ;;
    esac
    mkdir -p "$STATE"
    # "make clean" prints the name of the context.
    [ "$TARGET" != context ] || printf '%s\n' "$CONTEXT" >"$WORKSPACE/context"
    prepare_project
}

# The Pulumi state says what is in the cluster, so a new cluster gets a new state.
prepare_real_cluster() {
    provide_real_cluster
    start_real_cluster cluster.local
    tag_served_image "$RIG_IMAGE"
    cmp -s "$NODES_INIT" "$STATE/nodes" || rm -rf "$STATE"
    mkdir -p "$STATE"
    cp "$NODES_INIT" "$STATE/nodes"
}

# Makes what Pulumi needs besides a cluster.
prepare_project() {
    with_project_lock make_passphrase
    update_project
    export_environment
}

make_passphrase() {
    [ ! -e "$WORKSPACE/passphrase" ] || return 0
    [ ! -e "$PROJECT" ] || fail "$WORKSPACE/passphrase is missing, and without it the secrets in the state and the configuration beside it can't be read." \
        "Put it back, or begin anew: destroy by hand what is deployed on a cluster of yours, then remove $WORKSPACE."
    (umask 077 && od -An -N 24 -tx1 /dev/urandom | tr -d ' \n' >"$WORKSPACE/passphrase.new")
    mv "$WORKSPACE/passphrase.new" "$WORKSPACE/passphrase"
}

# use_temporary_folder [TEMPLATE]
use_temporary_folder() {
    TMPDIR=$(mktemp -d "$@")
    export TMPDIR
    on_exit remove_temporary_folder
}

# shellcheck disable=SC2317
remove_temporary_folder() { rm -rf "$TMPDIR"; }

# Where rig:kubeconfig is set, Pulumi's Kubernetes plugin leaves a copy of the kubeconfig in the temporary folder in each
# run. So the workspace has a temporary folder of its own. When make is killed, the next make removes the folder.
use_temporary_folder_of_workspace() {
    rm -rf "$WORKSPACE"/temporary.*
    use_temporary_folder "$WORKSPACE/temporary.XXXXXX"
}
