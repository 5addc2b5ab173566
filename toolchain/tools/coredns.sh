# CoreDNS, the DNS server of the cluster of real nodes. It runs in a pod, so the machine's own can't stand in.
# shellcheck shell=bash
tool_title="CoreDNS"
tool_minutes=3
tool_megabytes=1300
tool_module=coredns
tool_source=$COREDNS_SOURCE

tool_fits() { false; }

tool_build() { go_build "$1/coredns" "" github.com/coredns/coredns; }
