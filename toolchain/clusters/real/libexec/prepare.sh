#!/usr/bin/env bash
# Makes the files and control groups with which the cluster of real nodes starts. Usage: prepare.sh FOLDER DOMAIN CNI-FOLDER
#
# This is a script, and no function, so that it ends at the first command that fails: in a function whose exit status the
# caller examines, bash would continue. The last line "== STEP" of the output names the step that failed.
. "$(dirname "${BASH_SOURCE[0]}")/../../../lib/common.sh"
. toolchain/clusters/real/addresses.sh
. toolchain/clusters/real/control-groups.sh
. toolchain/clusters/real/certificates.sh
. toolchain/clusters/real/images.sh
. toolchain/clusters/real/configuration.sh

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
build_program_image "$PAUSE_IMAGE" pause "$FOLDER/images/pause.tar"
build_program_image "$COREDNS_IMAGE" coredns "$FOLDER/images/coredns.tar"
echo "== its control groups"
make_control_groups "$FOLDER/control-groups"
