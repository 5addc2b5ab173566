#!/usr/bin/env bash
# make env: prints what a shell needs for plain pulumi and kubectl to work on the stack that make works on.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/tools.sh
. toolchain/workspace.sh

choose_workspace
require_node
HINT="First: make up $ARGUMENTS"
{ [ -d "$STATE/.pulumi" ] && [ -e "$WORKSPACE/passphrase" ]; } || fail "stack $STACK isn't deployed yet." "$HINT"
# shellcheck disable=SC2046
find_tools $(workspace_tools)
[ -z "$MISSING" ] || fail "the tools are missing:$MISSING" "$HINT"
if [ "$TARGET" = local ]; then
    cluster_exists || fail "the local cluster is missing." "$HINT"
    all_cluster_processes_run || say "The local cluster isn't running. To start it: make up $ARGUMENTS"
fi
[ "$TARGET" != nodes ] || nodes_run || fail "the cluster of real nodes doesn't run." "$HINT"
update_project
set_environment
! stack_has_kubeconfig || hand_on_temporary_folder
pulumi stack select "$STACK" >/dev/null 2>&1 || fail "there is no stack $STACK yet." "$HINT"
print_export() { printf 'export %s=%s\n' "$1" "$(quoted "${!1:-}")"; }
for name in $ENVIRONMENT ${PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION:+PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION}; do
    print_export "$name"
done
# From another "make env" in the same shell.
for name in $LEFT; do
    case " $ENVIRONMENT " in *" $name "*) ;; *) print_export "$name" ;; esac
done
