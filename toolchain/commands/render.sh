#!/usr/bin/env bash
# make render: writes the manifests of a stack as YAML files. It asks no cluster, and only reads the stack's state.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/command.sh"

DIR=${DIR:-}
SECRETS=${SECRETS:-}

require_valid_secrets() {
    case $SECRETS in
    "" | yes) ;;
    *) fail "SECRETS is '$SECRETS'." "Allowed: SECRETS=yes, which writes the Secrets with their values; or leave it out, for placeholders." ;;
    esac
}

require_deployed_stack() {
    [ -z "$SECRETS" ] || [ -n "$(deployed_resources "$WORKSPACE" "$STACK")" ] ||
        fail "SECRETS=yes takes the cookie from the deployed stack, but nothing of stack $STACK is deployed. Nothing was written." \
            "First: make up $ARGUMENTS" "Or leave SECRETS out, for placeholders."
}

choose_workspace
require_valid_secrets
OUTPUT=${DIR:-$WORK/rendered/$STACK}
say "Rendering: stack $STACK into $OUTPUT; no cluster is asked"
provide_npm_packages
require_deployed_stack
# shellcheck disable=SC2086
provide_tools $PULUMI_TOOLS
mkdir -p "$WORKSPACE"
use_temporary_folder
prepare_project
node toolchain/lib/render.mjs "$PROJECT" "$STACK" "$OUTPUT" "$SECRETS" ||
    fail "make render failed; the reason is above."
if [ "$SECRETS" = yes ]; then
    say "" "The files *-secret-* hold secrets that anybody can read: don't commit them."
elif compgen -G "$OUTPUT/*.example" >/dev/null; then
    say "" "Of the Secrets there are only examples: see the hint in $OUTPUT/*.example."
fi
say "To apply: kubectl apply -f $(shell_quote "$OUTPUT")"
