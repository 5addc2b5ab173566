#!/usr/bin/env bash
# make clean: removes everything that make has put into the clone.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/command.sh"

# Without its state, a deployment on a user's own cluster could no longer be destroyed.
require_no_state_of_other_clusters() {
    local workspace deployed stack commands=()
    for workspace in "$WORK"/context-*/ "$WORK"/stack-file/; do
        [ -d "$workspace" ] || continue
        deployed=$(deployed_resources "${workspace%/}") || fail "the state in $workspace can't be read. Nothing was removed."
        for stack in $(printf %s "$deployed" | cut -d ' ' -f 1); do
            commands+=("make down $(make_arguments "${workspace%/}" "$stack")")
        done
    done
    [ ${#commands[@]} -eq 0 ] || fail "on clusters of yours something is still deployed, and its state is here. Nothing was removed. First:" "${commands[@]}"
}

# make_arguments WORKSPACE STACK: prints the arguments with which make works on that stack in that workspace.
make_arguments() {
    local context
    context=$(cat "$1/context" 2>/dev/null || true)
    printf '%s' "$(make_argument STACK "$2")${context:+ $(make_argument CONTEXT "$context")}"
    [ "${1##*/}" != nodes ] || printf ' CLUSTER=nodes'
}

# "pulumi config set" writes into make's copy of a stack file only.
require_no_unsaved_configuration() {
    local copy name workspace synced hints=()
    for copy in "$WORK"/*/project/Pulumi.*.yaml; do
        [ -e "$copy" ] || continue
        name=${copy##*/} workspace=${copy%/project/*}
        synced=$workspace/synced/$name
        if same_stack_file "$copy" "$name" || same_stack_file "$copy" "$synced"; then continue; fi
        say "$name and make's copy of it:"
        show_difference "$copy" "$name"
        name=${name#Pulumi.}
        hints+=("To read its secrets: eval \"\$(make -s env $(make_arguments "$workspace" "${name%.yaml}"))\" && pulumi config --show-secrets"
            "When nothing in it is needed any more: rm $(shell_quote "$copy")")
    done
    [ ${#hints[@]} -eq 0 ] || fail "configuration that \"pulumi config set\" wrote is in make's copy only. Nothing was removed." \
        "Bring what you need into the stack's file. The passphrase of its secrets is removed, too: set those anew afterwards." "${hints[@]}"
}

# The passphrase of a workspace encrypted the secrets in a stack file that has no encryptionsalt.
require_no_secrets_of_passphrases() {
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
    require_nodejs
    lock_for_clean
}
require_no_state_of_other_clusters
require_no_unsaved_configuration
require_no_secrets_of_passphrases
for workspace in local test test-control-plane; do
    use_simulated_cluster "$WORK/$workspace"
    stop_simulated_cluster
done
for workspace in nodes test-nodes; do
    use_real_cluster "$WORK/$workspace"
    stop_real_cluster
done
# The lock is removed last. The folder stays when another make has put something into it by then.
[ ! -d "$WORK" ] || find "$WORK" -mindepth 1 -maxdepth 1 ! -name clean.lock -exec rm -rf {} +
rm -rf node_modules dist
if [ -d "$WORK" ]; then
    release_lock "$WORK/clean.lock"
    rmdir "$WORK" 2>/dev/null || true
fi
[ ! -d "$CACHE" ] || say "The built tools stay in $CACHE, for the next time and for other clones."
