# What the commands of make have in common. Each command sources this file first.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. toolchain/lib/nodejs.sh
. toolchain/lib/tools.sh
. toolchain/lib/workspace.sh
. toolchain/lib/target.sh
. toolchain/lib/deployment.sh
