#!/usr/bin/env bash
# make render: writes the manifests of a stack as YAML files. No cluster is asked, and the stack's state is only read.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/node.sh
. toolchain/tools.sh
. toolchain/workspace.sh

DIR=${DIR:-}
SECRETS=${SECRETS:-}

require_secrets_flag() {
    case $SECRETS in
    "" | yes) ;;
    *) fail "SECRETS is '$SECRETS'." "Allowed: SECRETS=yes, which writes the Secrets with their values; or leave it out, for placeholders." ;;
    esac
}

require_deployed_stack() {
    [ -z "$SECRETS" ] || [ -n "$(resources "$WORKSPACE" "$STACK")" ] ||
        fail "SECRETS=yes takes the cookie from the deployed stack, but nothing of stack $STACK is deployed. Nothing was written." \
            "First: make up $ARGUMENTS" "Or leave SECRETS out, for placeholders."
}

# What of the workspace is needed; unlike for a deployment, its cluster isn't.
open_project() {
    mkdir -p "$WORKSPACE"
    use_temporary_folder
    with_project_lock make_passphrase
    update_project
    set_environment
}

choose_workspace
require_secrets_flag
OUTPUT=${DIR:-$WORK/rendered/$STACK}
say "Rendering: stack $STACK into $OUTPUT; no cluster is asked"
provide_npm_packages
require_deployed_stack
# shellcheck disable=SC2086
provide_tools $PULUMI_TOOLS
open_project
node toolchain/render.mjs "$PROJECT" "$STACK" "$OUTPUT" "$SECRETS" ||
    fail "make render failed; the reason is above."
if [ "$SECRETS" = yes ]; then
    say "" "The files *-secret-* hold secrets that anybody can read: don't commit them."
elif compgen -G "$OUTPUT/*.example" >/dev/null; then
    say "" "Of the Secrets there are only examples: see the hint in $OUTPUT/*.example."
fi
say "To apply: kubectl apply -f $(quoted "$OUTPUT")"
