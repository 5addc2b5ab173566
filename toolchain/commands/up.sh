#!/usr/bin/env bash
# make up: deploys a stack, and provides everything that the deployment needs.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/command.sh"

prepare_deployment
[ -n "$(deployed_resources "$WORKSPACE" "$STACK")" ] || record_kubeconfig
# The preview stays on, although nobody is asked: what it refuses leaves no trace in the state.
run_on_target pulumi up --stack "$STACK" --yes --suppress-outputs ||
    fail "make up failed; the reason is above." "Correct that, and run the same command again: it goes on from the state."
record_kubeconfig
pulumi stack output --stack "$STACK" --json | node toolchain/lib/print-outputs.mjs
if [ "$TARGET" = nodes ]; then
    say "" "To paste the commands above: eval \"\$(make -s env $ARGUMENTS)\""
    ! serves_stand_in || say "The stand-in doesn't know the command members; the same is told by: make check $ARGUMENTS"
fi
if [ "$TARGET" = local ]; then
    say "" "The pods are simulated: of the commands above, pods and cookie work; logs, forwardPublic, forwardAdmin and members have" \
        "no process to talk to. To paste them: eval \"\$(make -s env$([ "$STACK" = dev ] || echo " $ARGUMENTS"))\""
fi
