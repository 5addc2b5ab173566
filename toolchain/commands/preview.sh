#!/usr/bin/env bash
# make preview: shows what make up would do.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/command.sh"

prepare_deployment
run_on_target pulumi preview --stack "$STACK"
