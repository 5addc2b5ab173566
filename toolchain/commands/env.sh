#!/usr/bin/env bash
# make env: prints what a shell needs for plain pulumi and kubectl to work on the stack that make works on.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/command.sh"

print_export() { printf 'export %s=%s\n' "$1" "$(shell_quote "${!1:-}")"; }

choose_workspace
require_nodejs
HINT="First: make up $ARGUMENTS"
{ [ -d "$STATE/.pulumi" ] && [ -e "$WORKSPACE/passphrase" ]; } || fail "stack $STACK isn't deployed yet." "$HINT"
require_target_tools "$HINT"
if [ "$TARGET" = local ]; then
    simulated_cluster_exists || fail "the local cluster is missing." "$HINT"
    all_cluster_processes_run || say "The local cluster isn't running. To start it: make up $ARGUMENTS"
fi
[ "$TARGET" != nodes ] || real_cluster_runs || fail "the cluster of real nodes doesn't run." "$HINT"
update_project
export_environment
! stack_file_sets "$PROJECT/Pulumi.$STACK.yaml" rig:kubeconfig || export_temporary_folder
pulumi stack select "$STACK" >/dev/null 2>&1 || fail "there is no stack $STACK yet." "$HINT"
for name in $EXPORTED_VARIABLES ${PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION:+PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION}; do
    print_export "$name"
done
# An earlier "make env" may have set variables in the user's shell that this target doesn't set: these lines empty them.
for name in $DISCARDED_VARIABLES; do
    case " $EXPORTED_VARIABLES " in *" $name "*) ;; *) print_export "$name" ;; esac
done
