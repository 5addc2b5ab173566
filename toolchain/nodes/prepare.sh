#!/usr/bin/env bash
# Makes what the cluster of real nodes is started with. It is a script of its own, which ends at the first command that fails:
# bash goes on after one in a function whose exit code its caller looks at. The line before tells what was to be made.
# Usage: prepare.sh FOLDER DOMAIN CNI-FOLDER
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
. toolchain/nodes/addresses.sh
. toolchain/nodes/control-groups.sh
. toolchain/nodes/certificates.sh
. toolchain/nodes/images.sh
. toolchain/nodes/configuration.sh

FOLDER=$1 DOMAIN=$2
CNI_FOLDER=$3

(umask 077 && mkdir -p "$FOLDER")
echo "== its keys and certificates"
make_certificates "$FOLDER/pki" "$DOMAIN"
echo "== its configuration files"
write_configuration "$FOLDER/etc" "$DOMAIN"
for name in admin kubelet controller-manager scheduler proxy node-agent; do
    make_kubeconfig "$FOLDER/pki" "$name" "$FOLDER/etc/$name.kubeconfig"
done
cp -p "$FOLDER/etc/admin.kubeconfig" "$FOLDER/kubeconfig"
echo "== its images"
mkdir "$FOLDER/images"
binary_image "$PAUSE_IMAGE" pause "$FOLDER/images/pause.tar"
binary_image "$COREDNS_IMAGE" coredns "$FOLDER/images/coredns.tar"
echo "== its control groups"
make_control_groups "$FOLDER/control-groups"
