#!/usr/bin/env bash
# Tells whether a cluster of real nodes can run on this machine; if not, why.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
. toolchain/nodes/requirements.sh

require_nodes_possible
