#!/usr/bin/env bash
# make clean: removes everything that make has put into the clone.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/workspace.sh

# What is deployed on a user's own cluster could no longer be destroyed without its state.
require_no_state_of_other_clusters() {
    local workspace deployed stack left=()
    for workspace in "$WORK"/context-*/ "$WORK"/stack-file/; do
        [ -d "$workspace" ] || continue
        deployed=$(resources "${workspace%/}") || fail "the state in $workspace can't be read. Nothing was removed."
        for stack in $(printf %s "$deployed" | cut -d ' ' -f 1); do
            left+=("make down $(arguments_of "${workspace%/}" "$stack")")
        done
    done
    [ ${#left[@]} -eq 0 ] || fail "on clusters of yours something is still deployed, and its state is here. Nothing was removed. First:" "${left[@]}"
}

# arguments_of WORKSPACE STACK: with which make works on them.
arguments_of() {
    local context
    context=$(cat "$1/context" 2>/dev/null || true)
    printf '%s' "$(argument STACK "$2")${context:+ $(argument CONTEXT "$context")}"
    [ "${1##*/}" != nodes ] || printf ' CLUSTER=nodes'
}

# What "pulumi config set" wrote into make's copy of a stack file is nowhere else.
require_no_configuration_of_its_own() {
    local copy name workspace synced lost=()
    for copy in "$WORK"/*/project/Pulumi.*.yaml; do
        [ -e "$copy" ] || continue
        name=${copy##*/} workspace=${copy%/project/*}
        synced=$workspace/synced/$name
        if same_stack_file "$copy" "$name" || same_stack_file "$copy" "$synced"; then continue; fi
        say "$name and make's copy of it:"
        show_difference "$copy" "$name"
        name=${name#Pulumi.}
        lost+=("To read its secrets: eval \"\$(make -s env $(arguments_of "$workspace" "${name%.yaml}"))\" && pulumi config --show-secrets"
            "When nothing in it is needed any more: rm $(quoted "$copy")")
    done
    [ ${#lost[@]} -eq 0 ] || fail "configuration that \"pulumi config set\" wrote is in make's copy only. Nothing was removed." \
        "Bring what you need into the stack's file. The passphrase of its secrets is removed, too: set those anew afterwards." "${lost[@]}"
}

# A secret in a stack file without an encryptionsalt was encrypted with the passphrase of one of the workspaces.
require_no_secrets_of_its_passphrases() {
    local file names=()
    compgen -G "$WORK/*/passphrase" >/dev/null || return 0
    for file in Pulumi.*.yaml; do
        ! grep -qE '^[^#]*secure:' "$file" || grep -q '^encryptionsalt:' "$file" || names+=("$file")
    done
    [ ${#names[@]} -eq 0 ] || fail "the passphrase of the secrets in ${names[*]} is in .work, and nowhere else. Nothing was removed." \
        "Read them in a shell of make env: pulumi config --show-secrets" \
        "Then take the lines with secure: out of the file, make clean, and set them anew."
}

[ ! -d "$WORK" ] || {
    require_node
    lock_for_clean
}
require_no_state_of_other_clusters
require_no_configuration_of_its_own
require_no_secrets_of_its_passphrases
for workspace in local test test-control-plane; do
    use_cluster "$WORK/$workspace"
    stop_cluster
done
for workspace in nodes test-nodes; do
    use_nodes "$WORK/$workspace"
    stop_nodes
done
# The lock goes last, and with it the folder, unless the next make has begun already.
[ ! -d "$WORK" ] || find "$WORK" -mindepth 1 -maxdepth 1 ! -name clean.lock -exec rm -rf {} +
rm -rf node_modules dist
if [ -d "$WORK" ]; then
    let_go "$WORK/clean.lock"
    rmdir "$WORK" 2>/dev/null || true
fi
[ ! -d "$CACHE" ] || say "The built tools stay in $CACHE, for the next time and for other clones."
