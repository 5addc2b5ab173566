package policy

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Table is the nftables table that holds the rules, and nothing else.
const Table = "network_policies"

// Rules is the text for "nft -f" that makes the table anew, in one transaction: a chain for each restricted pod and
// direction, which returns for what a policy allows and drops the rest.
//
// It has to be in the forward hook of a node whose pods are joined point to point: all traffic from, to and between
// them passes there, after a Service's address became a pod's. What the node itself sends (probes, port-forward) doesn't.
// Connections that stand are not cut.
func Rules(cluster Cluster) string {
	pods := cluster.networkPods()
	slices.SortFunc(pods, func(a, b *corev1.Pod) int { return strings.Compare(a.Status.PodIP, b.Status.PodIP) })

	var chains, from, to strings.Builder
	for _, pod := range pods {
		if policies := cluster.selecting(pod, netv1.PolicyTypeEgress); len(policies) > 0 {
			var allowed []string
			for _, policy := range policies {
				for _, rule := range policy.Spec.Egress {
					peers := cluster.peers("daddr", policy.Namespace, rule.To, pods)
					allowed = append(allowed, combinations(peers, portMatches(rule.Ports, pods))...)
				}
			}
			writeChain(&chains, &from, "out", pod, allowed)
		}
		if policies := cluster.selecting(pod, netv1.PolicyTypeIngress); len(policies) > 0 {
			var allowed []string
			for _, policy := range policies {
				for _, rule := range policy.Spec.Ingress {
					peers := cluster.peers("saddr", policy.Namespace, rule.From, pods)
					allowed = append(allowed, combinations(peers, portMatches(rule.Ports, []*corev1.Pod{pod}))...)
				}
			}
			writeChain(&chains, &to, "in", pod, allowed)
		}
	}

	var rules strings.Builder
	fmt.Fprintf(&rules, "table inet %s\ndelete table inet %s\ntable inet %s {\n%s", Table, Table, Table, chains.String())
	rules.WriteString("\tchain forward {\n\t\ttype filter hook forward priority filter; policy accept;\n")
	rules.WriteString("\t\tct state established,related accept\n")
	writeJumps(&rules, "saddr", from.String())
	writeJumps(&rules, "daddr", to.String())
	rules.WriteString("\t}\n}\n")
	return rules.String()
}

func writeChain(chains, jumps *strings.Builder, direction string, pod *corev1.Pod, allowed []string) {
	name := direction + "_" + strings.ReplaceAll(pod.Status.PodIP, ".", "_")
	fmt.Fprintf(jumps, "\t\t\t%s : jump %s,\n", pod.Status.PodIP, name)
	fmt.Fprintf(chains, "\tchain %s { # %s/%s\n", name, pod.Namespace, pod.Name)
	for _, match := range sortedUnique(allowed) {
		fmt.Fprintf(chains, "\t\t%sreturn\n", match)
	}
	chains.WriteString("\t\tdrop\n\t}\n")
}

func writeJumps(rules *strings.Builder, field, jumps string) {
	if jumps != "" {
		fmt.Fprintf(rules, "\t\tip %s vmap {\n%s\t\t}\n", field, jumps)
	}
}

// peers are the matches for a rule's peers: one that matches everything when the rule names none, none when the named
// ones are nowhere.
func (c Cluster) peers(field, namespace string, peers []netv1.NetworkPolicyPeer, pods []*corev1.Pod) []string {
	if len(peers) == 0 {
		return []string{""}
	}
	var found, addresses []string
	for _, peer := range peers {
		if peer.IPBlock != nil {
			found = append(found, blockMatch(field, peer.IPBlock)...)
			continue
		}
		for _, pod := range pods {
			if c.selects(peer, namespace, pod) {
				addresses = append(addresses, pod.Status.PodIP)
			}
		}
	}
	if len(addresses) > 0 {
		found = append(found, fmt.Sprintf("ip %s { %s } ", field, strings.Join(sortedUnique(addresses), ", ")))
	}
	return found
}

// blockMatch is empty for a block of IPv6 addresses: no pod here has one.
func blockMatch(field string, block *netv1.IPBlock) []string {
	if !isIPv4(block.CIDR) {
		return nil
	}
	match := fmt.Sprintf("ip %s %s ", field, block.CIDR)
	if except := slices.DeleteFunc(slices.Clone(block.Except), func(cidr string) bool { return !isIPv4(cidr) }); len(except) > 0 {
		match += fmt.Sprintf("ip %s != { %s } ", field, strings.Join(except, ", "))
	}
	return []string{match}
}

func isIPv4(cidr string) bool {
	prefix, err := netip.ParsePrefix(cidr)
	return err == nil && prefix.Addr().Is4()
}

// portMatches are the matches for a rule's ports: one that matches everything when the rule names none. A port's name is
// looked up in the targets, the pods that the traffic may go to.
func portMatches(ports []netv1.NetworkPolicyPort, targets []*corev1.Pod) []string {
	if len(ports) == 0 {
		return []string{""}
	}
	var found []string
	for _, port := range ports {
		protocol := "tcp"
		if port.Protocol != nil {
			protocol = strings.ToLower(string(*port.Protocol))
		}
		switch {
		case port.Port == nil:
			found = append(found, fmt.Sprintf("meta l4proto %s ", protocol))
		case port.Port.Type == intstr.String:
			found = append(found, namedPortMatches(port.Port.StrVal, protocol, targets)...)
		case port.EndPort != nil:
			found = append(found, fmt.Sprintf("%s dport %d-%d ", protocol, port.Port.IntVal, *port.EndPort))
		default:
			found = append(found, fmt.Sprintf("%s dport %d ", protocol, port.Port.IntVal))
		}
	}
	return found
}

func namedPortMatches(name, protocol string, targets []*corev1.Pod) []string {
	var found []string
	for _, pod := range targets {
		for _, container := range pod.Spec.Containers {
			for _, port := range container.Ports {
				if port.Name == name && strings.EqualFold(string(port.Protocol), protocol) {
					found = append(found, fmt.Sprintf("ip daddr %s %s dport %d ", pod.Status.PodIP, protocol, port.ContainerPort))
				}
			}
		}
	}
	return found
}

func combinations(peers, ports []string) []string {
	var found []string
	for _, peer := range peers {
		for _, port := range ports {
			found = append(found, peer+port)
		}
	}
	return found
}

func sortedUnique(texts []string) []string {
	sorted := slices.Clone(texts)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}
