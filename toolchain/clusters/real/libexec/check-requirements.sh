#!/usr/bin/env bash
# Fails when a cluster of real nodes can't run on this machine, and tells the reason.
. "$(dirname "${BASH_SOURCE[0]}")/../../../lib/common.sh"
. toolchain/clusters/real/requirements.sh

require_real_cluster_support
