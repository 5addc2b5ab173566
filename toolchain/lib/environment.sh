# The environment in which Pulumi and kubectl work on a workspace. "make env" prints it for the user's shell.
# shellcheck shell=bash

# The variables that "make env" prints.
EXPORTED_VARIABLES="PATH PULUMI_HOME PULUMI_SKIP_UPDATE_CHECK"

# export_variable NAME VALUE
export_variable() {
    export "$1=$2"
    EXPORTED_VARIABLES="$EXPORTED_VARIABLES $1"
}

# Unsets what "make env" has exported into the caller's shell: it must not decide about another target. Their names are in
# $DISCARDED_VARIABLES.
discard_env_shell() {
    local name
    DISCARDED_VARIABLES=""
    for name in KUBECONFIG KUBECACHEDIR PULUMI_CONFIG_PASSPHRASE_FILE TMPDIR; do
        case ${!name:-} in "$WORK"/*) DISCARDED_VARIABLES="$DISCARDED_VARIABLES $name" ;; esac
    done
    [ -z "${RIG_CONTEXT:-}" ] || DISCARDED_VARIABLES="$DISCARDED_VARIABLES RIG_CONTEXT"
    # shellcheck disable=SC2086
    unset $DISCARDED_VARIABLES PULUMI_OPTION_CWD PULUMI_STACK
}

export_environment() {
    export_variable PULUMI_BACKEND_URL "$(file_url "$STATE")"
    export_variable PULUMI_OPTION_CWD "$PROJECT"
    export_passphrase
    case $TARGET in
    local) export_simulated_cluster ;;
    nodes) export_real_cluster ;;
    context) export_variable RIG_CONTEXT "$CONTEXT" ;;
    esac
}

file_url() { node -p 'require("node:url").pathToFileURL(process.argv[1]).href' "$1"; }

# A stack file with an encryptionsalt was encrypted with a passphrase of its author.
export_passphrase() {
    if grep -q '^encryptionsalt:' "Pulumi.$STACK.yaml"; then
        [ -n "${PULUMI_CONFIG_PASSPHRASE+set}" ] || [ -n "${PULUMI_CONFIG_PASSPHRASE_FILE:-}" ] ||
            fail "Pulumi.$STACK.yaml has an encryptionsalt, so a passphrase belongs to it, but none is set." \
                "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE; if nothing in the file is encrypted, remove the line."
        return
    fi
    # Pulumi prefers PULUMI_CONFIG_PASSPHRASE to the file, and lines of export can't unset a variable in the caller's shell.
    [ -z "${PULUMI_CONFIG_PASSPHRASE+set}" ] || export_variable PULUMI_CONFIG_PASSPHRASE "$(cat "$WORKSPACE/passphrase")"
    export_variable PULUMI_CONFIG_PASSPHRASE_FILE "$WORKSPACE/passphrase"
}

export_simulated_cluster() {
    export_variable KUBECONFIG "$CLUSTER_KUBECONFIG"
    export_variable KUBECACHEDIR "$CLUSTER_KUBECTL_CACHE"
    export_variable RIG_CONTEXT "$CLUSTER_CONTEXT"
}

export_real_cluster() {
    local no_proxy_hosts=${NO_PROXY:-${no_proxy:-}}
    export_variable KUBECONFIG "$NODES_KUBECONFIG"
    export_variable KUBECACHEDIR "$NODES_KUBECTL_CACHE"
    export_variable RIG_CONTEXT "$NODES_NAME"
    # No proxy leads to the node.
    case ,$no_proxy_hosts, in
    *",$NODE_ADDRESS,"*) ;;
    *) export_variable NO_PROXY "${no_proxy_hosts:+$no_proxy_hosts,}$NODE_ADDRESS" ;;
    esac
}

# The temporary folder for a shell of "make env", see use_temporary_folder_of_workspace. No command sees the end of such a
# shell, so "make env" removes the files that are older than a day.
export_temporary_folder() {
    local folder=$WORKSPACE/temporary
    (umask 077 && mkdir -p "$folder")
    find "$folder" -type f -name 'kubeconfig*' -mtime +0 -exec rm -f {} +
    export_variable TMPDIR "$folder"
}
