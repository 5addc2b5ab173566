#!/usr/bin/env bash
# make preview: shows what make up would do.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/prepare.sh

prepare
on_target pulumi preview --stack "$STACK"
