# Messages about the cluster that a command is going to work on.
# shellcheck shell=bash

# The first line of a command's output, before anything takes time.
announce_target() {
    case $TARGET in
    local) say "Target: stack $STACK on the local cluster, whose pods are simulated" ;;
    nodes) say "Target: stack $STACK on a cluster of real nodes on this machine, with $(describe_image)" ;;
    context) say "Target: stack $STACK on the cluster of context $CONTEXT${KUBECONFIG:+ in $KUBECONFIG}" ;;
    stack-file) say "Target: stack $STACK on the cluster that Pulumi.$STACK.yaml names$(context_of_stack_file)" ;;
    esac
}

# The details, for which the tools have to be there and a cluster of make's own has to run.
describe_target() {
    case $TARGET in
    local)
        say "Local cluster: context $CLUSTER_CONTEXT, $(server_of_kubeconfig "$CLUSTER_KUBECONFIG"), Kubernetes $KUBERNETES_VERSION" \
            "  Its pods are simulated by kwok: no RIG process runs." \
            "  Real, and so proven: API server, admission with Pod Security, scheduling, controllers, the rollout." \
            "  Not there: containers, probes, network packets, RIG's Erlang cluster." \
            "  For a real cluster: make up CONTEXT=name, or in Pulumi.$STACK.yaml  rig:kubernetes: {context: name}"
        ;;
    nodes)
        say "Cluster of real nodes: context $NODES_NAME, $API_SERVER, Kubernetes $KUBERNETES_VERSION" \
            "  Real: containers, probes, network packets and policies, and Erlang nodes that find each other."
        if serves_stand_in; then
            say "  Not real: RIG. Its image's name leads to a stand-in, see tests/nodes/standin/README.md." \
                "  With an image of yours, in a docker archive: make up CLUSTER=nodes IMAGE=ARCHIVE"
        else
            say "  RIG is what is in the image of yours: its image's name leads there."
        fi
        say "  Nothing outside of the cluster can be reached from inside, so no other image can be pulled."
        ;;
    context) say "Cluster: $CONTEXT$(server_of_context)" ;;
    esac
}

server_of_kubeconfig() { awk '$1 == "server:" { print $2; exit }' "$1"; }

# Prints nothing when PATH has no kubectl: a target of the user's own doesn't need one.
server_of_context() {
    local server
    server=$(kubectl config view --minify --context "$CONTEXT" -o 'jsonpath={.clusters[0].cluster.server}' 2>/dev/null) || return 0
    printf ' (%s)' "$server"
}

context_of_stack_file() {
    local name
    name=$(awk '/^ +rig:kubernetes:/ { found = 1 } found && match($0, /context: *[^ ,}]+/) { print substr($0, RSTART + 8, RLENGTH - 8); exit }' "Pulumi.$STACK.yaml")
    [ -z "$name" ] || printf ' (context %s)' "${name# }"
}
