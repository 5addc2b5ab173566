# A workspace holds, for one target, the Pulumi state and what belongs to it: .work/local for the local cluster,
# .work/nodes for the cluster of real nodes, .work/context-… for each context that is named by CONTEXT, .work/stack-file for
# stacks whose file names their cluster.
# shellcheck shell=bash

# First, since what comes later is undone sooner: a lock goes last.
. toolchain/lock.sh
. toolchain/cluster/cluster.sh
. toolchain/nodes/nodes.sh
. toolchain/project.sh

STACK=${STACK:-}
CONTEXT=${CONTEXT:-}
CLUSTER=${CLUSTER:-}
IMAGE=${IMAGE:-}

# In a shell made by "make env", what that exported must not decide about another target. $LEFT is what it was.
leave_env_shell() {
    local name
    LEFT=""
    for name in KUBECONFIG KUBECACHEDIR PULUMI_CONFIG_PASSPHRASE_FILE TMPDIR; do
        case ${!name:-} in "$WORK"/*) LEFT="$LEFT $name" ;; esac
    done
    [ -z "${RIG_CONTEXT:-}" ] || LEFT="$LEFT RIG_CONTEXT"
    # shellcheck disable=SC2086
    unset $LEFT PULUMI_OPTION_CWD PULUMI_STACK
}

stack_names() {
    local file
    for file in Pulumi.*.yaml; do
        [ -e "$file" ] || continue
        file=${file#Pulumi.}
        printf '%s\n' "${file%.yaml}"
    done
}

require_stack() {
    local name
    for name in $(stack_names); do [ "$name" != "$STACK" ] || return 0; done
    fail "STACK is '$STACK', but there is no such stack." "Allowed is one with a stack file: $(stack_names | tr '\n' ' ')"
}

require_cluster_choice() {
    case $CLUSTER in
    "") [ -z "$IMAGE" ] || fail "IMAGE is for a cluster of real nodes: make up CLUSTER=nodes $(argument IMAGE "$IMAGE")" \
        "On another cluster the stack's rig:image says which image runs." ;;
    nodes) [ -z "$CONTEXT" ] || fail "CLUSTER=$CLUSTER and CONTEXT=$CONTEXT contradict each other." "Leave one of them out." ;;
    *) fail "CLUSTER is '$CLUSTER', but there is no such cluster." "Allowed is: nodes. Without it, the local cluster with simulated pods is used." ;;
    esac
}

# Does the stack file itself say which cluster it is for?
stack_file_names_cluster() { grep -qE "^[[:space:]]+[\"']?rig:(kubernetes|kubeconfig)[\"']?[[:space:]]*:" "Pulumi.$STACK.yaml"; }

choose_workspace() {
    local name
    leave_env_shell
    require_stack
    require_cluster_choice
    if [ "$CLUSTER" = nodes ]; then
        TARGET=nodes
        WORKSPACE=$WORK/nodes
        require_node
        require_image
    elif [ -n "$CONTEXT" ]; then
        TARGET=context
        WORKSPACE=$WORK/context-$(printf %s "$CONTEXT" | tr -c 'A-Za-z0-9._-' '-' | cut -c 1-40)-$(printf %s "$CONTEXT" | $SHA256 | cut -c 1-6)
    elif stack_file_names_cluster; then
        TARGET=stack-file
        WORKSPACE=$WORK/stack-file
    else
        TARGET=local
        WORKSPACE=$WORK/local
    fi
    ARGUMENTS=$(argument STACK "$STACK")
    for name in CONTEXT CLUSTER IMAGE CGROUP; do
        [ -z "${!name:-}" ] || ARGUMENTS="$ARGUMENTS $(argument "$name" "${!name}")"
    done
    use_workspace "$WORKSPACE"
}

use_workspace() {
    WORKSPACE=$1
    STATE=$WORKSPACE/state
    PROJECT=$WORKSPACE/project
    use_cluster "$WORKSPACE"
    use_nodes "$WORKSPACE"
}

# The tools that commands on this workspace need.
workspace_tools() {
    case $TARGET in
    local) echo "$PULUMI_TOOLS $CLUSTER_TOOLS" ;;
    nodes) echo "$PULUMI_TOOLS $NODES_TOOLS" ;;
    *) echo "$PULUMI_TOOLS" ;;
    esac
}

# use_temporary_folder [TEMPLATE]
use_temporary_folder() {
    TMPDIR=$(mktemp -d "$@")
    export TMPDIR
    on_exit remove_temporary_folder
}

# shellcheck disable=SC2317
remove_temporary_folder() { rm -rf "$TMPDIR"; }

# Where rig:kubeconfig is set, Pulumi's Kubernetes plugin leaves a copy of it in the temporary folder at each run. So that is
# one of the workspace's own, of which nothing stays, and if make is killed, the next one removes it.
use_temporary_folder_of_workspace() {
    rm -rf "$WORKSPACE"/temporary.*
    use_temporary_folder "$WORKSPACE/temporary.XXXXXX"
}

# The same for a shell of "make env". It isn't known when that ends: what is old goes at the next "make env".
hand_on_temporary_folder() {
    local folder=$WORKSPACE/temporary
    (umask 077 && mkdir -p "$folder")
    find "$folder" -type f -name 'kubeconfig*' -mtime +0 -exec rm -f {} +
    hand_on TMPDIR "$folder"
}

stack_has_kubeconfig() { grep -qE "^[[:space:]]+[\"']?rig:kubeconfig[\"']?[[:space:]]*:" "$PROJECT/Pulumi.$STACK.yaml"; }

# Makes what of the workspace isn't there yet; starts the target's cluster if that is make's own.
open_workspace() {
    mkdir -p "$WORKSPACE"
    use_temporary_folder_of_workspace
    case $TARGET in
    local) start_cluster ;;
    nodes) open_nodes ;;
    esac
    mkdir -p "$STATE"
    # "make clean" names it.
    [ "$TARGET" != context ] || printf '%s\n' "$CONTEXT" >"$WORKSPACE/context"
    with_project_lock make_passphrase
    update_project
    set_environment
}

# on_target COMMAND…: runs a command that works on the target's cluster. The nodes' first process starts again what ends there.
on_target() { if [ "$TARGET" = local ]; then watching_cluster "$@"; else "$@"; fi; }

# A context is looked up in KUBECONFIG, and one of the same name in another file may lead to another cluster. An update finds
# that out; nobody looks before objects are deleted.
note_kubeconfig() {
    case $TARGET in context | stack-file) printf '%s\n' "${KUBECONFIG:-}" >"$WORKSPACE/kubeconfig-of-$STACK" ;; esac
}

require_noted_kubeconfig() {
    local noted
    noted=$(cat "$WORKSPACE/kubeconfig-of-$STACK" 2>/dev/null) || return 0
    [ "$noted" != "${KUBECONFIG:-}" ] || return 0
    noted=${noted:+KUBECONFIG=$(word "$noted")}
    fail "stack $STACK was deployed ${noted:+with }${noted:-without KUBECONFIG}, and elsewhere its context may be another cluster's. Nothing was changed." \
        "With the same: ${noted:-env -u KUBECONFIG} make down $ARGUMENTS" \
        "If it leads to the same cluster here, let make look, and note it: make up $ARGUMENTS"
}

# A cluster of real nodes and the Pulumi state go together, as with the local cluster.
open_nodes() {
    provide_nodes
    start_nodes cluster.local
    nodes_serve_image_as "$RIG_IMAGE"
    cmp -s "$NODES_INIT" "$STATE/nodes" || rm -rf "$STATE"
    mkdir -p "$STATE"
    cp "$NODES_INIT" "$STATE/nodes"
}

make_passphrase() {
    [ ! -e "$WORKSPACE/passphrase" ] || return 0
    [ ! -e "$PROJECT" ] || fail "$WORKSPACE/passphrase is missing, and without it the secrets in the state and the configuration beside it can't be read." \
        "Put it back, or begin anew: destroy by hand what is deployed on a cluster of yours, then remove $WORKSPACE."
    (umask 077 && od -An -N 24 -tx1 /dev/urandom | tr -d ' \n' >"$WORKSPACE/passphrase.new")
    mv "$WORKSPACE/passphrase.new" "$WORKSPACE/passphrase"
}

# What "make env" hands on; the other commands work with the same.
ENVIRONMENT="PATH PULUMI_HOME PULUMI_SKIP_UPDATE_CHECK"

# hand_on NAME VALUE
hand_on() {
    export "$1=$2"
    ENVIRONMENT="$ENVIRONMENT $1"
}

set_environment() {
    hand_on PULUMI_BACKEND_URL "$(file_url "$STATE")"
    hand_on PULUMI_OPTION_CWD "$PROJECT"
    set_passphrase
    case $TARGET in
    local) set_local_cluster ;;
    nodes) set_nodes ;;
    context) hand_on RIG_CONTEXT "$CONTEXT" ;;
    esac
}

set_local_cluster() {
    hand_on KUBECONFIG "$CLUSTER_KUBECONFIG"
    hand_on KUBECACHEDIR "$CLUSTER_KUBECTL_CACHE"
    hand_on RIG_CONTEXT "$CLUSTER_CONTEXT"
}

set_nodes() {
    local around=${NO_PROXY:-${no_proxy:-}}
    hand_on KUBECONFIG "$NODES_KUBECONFIG"
    hand_on KUBECACHEDIR "$NODES_KUBECTL_CACHE"
    hand_on RIG_CONTEXT "$NODES_NAME"
    # The node is reached directly, whatever proxy leads to the world.
    case ,$around, in *",$NODE_ADDRESS,"*) ;; *) hand_on NO_PROXY "${around:+$around,}$NODE_ADDRESS" ;; esac
}

# A stack file with an encryptionsalt of its own was encrypted with a passphrase of its author's.
set_passphrase() {
    if grep -q '^encryptionsalt:' "Pulumi.$STACK.yaml"; then
        [ -n "${PULUMI_CONFIG_PASSPHRASE+set}" ] || [ -n "${PULUMI_CONFIG_PASSPHRASE_FILE:-}" ] ||
            fail "Pulumi.$STACK.yaml has an encryptionsalt, so a passphrase belongs to it, but none is set." \
                "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE; if nothing in the file is encrypted, remove the line."
        return
    fi
    # Pulumi prefers the variable to the file, and lines of export can't take it out of the caller's shell.
    [ -z "${PULUMI_CONFIG_PASSPHRASE+set}" ] || hand_on PULUMI_CONFIG_PASSPHRASE "$(cat "$WORKSPACE/passphrase")"
    hand_on PULUMI_CONFIG_PASSPHRASE_FILE "$WORKSPACE/passphrase"
}

file_url() { node -p 'require("node:url").pathToFileURL(process.argv[1]).href' "$1"; }

# resources WORKSPACE [STACK]: "STACK COUNT PROTECTED" for each stack with something deployed.
resources() { node toolchain/resources.mjs "$1/state" ${2+"$2"}; }
