package policy

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const (
	web   = "10.244.0.1"
	db    = "10.244.0.2"
	guest = "10.244.0.3"
)

func pod(name, namespace, address string, set labels.Set, ports ...corev1.ContainerPort) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: namespace, Labels: set},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Ports: ports}}},
		Status:     corev1.PodStatus{PodIP: address, Phase: corev1.PodRunning},
	}
}

// sample has two pods of a shop, one of them with named ports, and a guest in another namespace.
func sample(policies ...*netv1.NetworkPolicy) Cluster {
	return Cluster{
		Namespaces: map[string]labels.Set{"shop": {"team": "shop"}, "guests": {"team": "guests"}},
		Pods: []*corev1.Pod{
			pod("web", "shop", web, labels.Set{"app": "web"},
				corev1.ContainerPort{Name: "http", ContainerPort: 8080, Protocol: corev1.ProtocolTCP},
				corev1.ContainerPort{Name: "http", ContainerPort: 8443, Protocol: corev1.ProtocolUDP}),
			pod("db", "shop", db, labels.Set{"app": "db"},
				corev1.ContainerPort{Name: "http", ContainerPort: 9090, Protocol: corev1.ProtocolTCP}),
			pod("guest", "guests", guest, labels.Set{"app": "web"}),
		},
		Policies: policies,
	}
}

func app(name string) *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: map[string]string{"app": name}}
}

func team(name string) *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: map[string]string{"team": name}}
}

func ingress(rules ...netv1.NetworkPolicyIngressRule) *netv1.NetworkPolicy {
	return &netv1.NetworkPolicy{
		ObjectMeta: metav1.ObjectMeta{Name: "web", Namespace: "shop"},
		Spec: netv1.NetworkPolicySpec{
			PodSelector: *app("web"),
			PolicyTypes: []netv1.PolicyType{netv1.PolicyTypeIngress},
			Ingress:     rules,
		},
	}
}

func egress(rules ...netv1.NetworkPolicyEgressRule) *netv1.NetworkPolicy {
	return &netv1.NetworkPolicy{
		ObjectMeta: metav1.ObjectMeta{Name: "web", Namespace: "shop"},
		Spec: netv1.NetworkPolicySpec{
			PodSelector: *app("web"),
			PolicyTypes: []netv1.PolicyType{netv1.PolicyTypeEgress},
			Egress:      rules,
		},
	}
}

func number(n int32) *intstr.IntOrString {
	port := intstr.FromInt32(n)
	return &port
}

func named(name string) *intstr.IntOrString {
	port := intstr.FromString(name)
	return &port
}

func protocol(name corev1.Protocol) *corev1.Protocol { return &name }

func end(n int32) *int32 { return &n }

// chain returns the lines of a chain, and whether it is there.
func chain(t *testing.T, rules, name string) ([]string, bool) {
	t.Helper()
	_, rest, found := strings.Cut(rules, "\tchain "+name+" {")
	if !found {
		return nil, false
	}
	body, _, _ := strings.Cut(rest, "\t}\n")
	var lines []string
	for _, line := range strings.Split(body, "\n")[1:] {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines, true
}

func TestAPodWithoutPoliciesIsOpen(t *testing.T) {
	rules := Rules(sample())
	if strings.Contains(rules, "drop") || strings.Contains(rules, "vmap") {
		t.Errorf("nothing is to be dropped:\n%s", rules)
	}
}

func TestRules(t *testing.T) {
	const in, out = "in_10_244_0_1", "out_10_244_0_1"
	tests := map[string]struct {
		policy *netv1.NetworkPolicy
		chain  string
		want   []string
	}{
		"no rule denies everything":             {ingress(), in, []string{"drop"}},
		"an empty rule allows everything":       {ingress(netv1.NetworkPolicyIngressRule{}), in, []string{"return", "drop"}},
		"no rule for egress denies everything":  {egress(), out, []string{"drop"}},
		"an empty egress rule allows all of it": {egress(netv1.NetworkPolicyEgressRule{}), out, []string{"return", "drop"}},
		"a podSelector means the policy's own namespace": {
			ingress(netv1.NetworkPolicyIngressRule{From: []netv1.NetworkPolicyPeer{{PodSelector: app("web")}}}),
			in, []string{"ip saddr { 10.244.0.1 } return", "drop"},
		},
		"an empty podSelector means all pods of the namespace": {
			ingress(netv1.NetworkPolicyIngressRule{From: []netv1.NetworkPolicyPeer{{PodSelector: &metav1.LabelSelector{}}}}),
			in, []string{"ip saddr { 10.244.0.1, 10.244.0.2 } return", "drop"},
		},
		"a namespaceSelector means all pods of those namespaces": {
			ingress(netv1.NetworkPolicyIngressRule{From: []netv1.NetworkPolicyPeer{{NamespaceSelector: team("guests")}}}),
			in, []string{"ip saddr { 10.244.0.3 } return", "drop"},
		},
		"both selectors in one peer must match": {
			ingress(netv1.NetworkPolicyIngressRule{From: []netv1.NetworkPolicyPeer{{
				NamespaceSelector: &metav1.LabelSelector{}, PodSelector: app("db"),
			}}}),
			in, []string{"ip saddr { 10.244.0.2 } return", "drop"},
		},
		"two peers are alternatives": {
			ingress(netv1.NetworkPolicyIngressRule{From: []netv1.NetworkPolicyPeer{
				{PodSelector: app("db")}, {NamespaceSelector: team("guests")},
			}}),
			in, []string{"ip saddr { 10.244.0.2, 10.244.0.3 } return", "drop"},
		},
		"a selector that finds nobody allows nobody": {
			ingress(netv1.NetworkPolicyIngressRule{From: []netv1.NetworkPolicyPeer{{PodSelector: app("nobody")}}}),
			in, []string{"drop"},
		},
		"an ipBlock with except": {
			egress(netv1.NetworkPolicyEgressRule{To: []netv1.NetworkPolicyPeer{{
				IPBlock: &netv1.IPBlock{CIDR: "10.0.0.0/8", Except: []string{"10.1.0.0/16", "10.2.0.0/16"}},
			}}}),
			out, []string{"ip daddr 10.0.0.0/8 ip daddr != { 10.1.0.0/16, 10.2.0.0/16 } return", "drop"},
		},
		"an ipBlock of IPv6 addresses reaches nobody": {
			egress(netv1.NetworkPolicyEgressRule{To: []netv1.NetworkPolicyPeer{{IPBlock: &netv1.IPBlock{CIDR: "fd00::/8"}}}}),
			out, []string{"drop"},
		},
		"ports by number, range, protocol and protocol alone": {
			ingress(netv1.NetworkPolicyIngressRule{Ports: []netv1.NetworkPolicyPort{
				{Port: number(4369)},
				{Port: number(9100), EndPort: end(9109)},
				{Protocol: protocol(corev1.ProtocolUDP), Port: number(53)},
				{Protocol: protocol(corev1.ProtocolSCTP)},
			}}),
			in, []string{
				"meta l4proto sctp return", "tcp dport 4369 return", "tcp dport 9100-9109 return", "udp dport 53 return", "drop",
			},
		},
		"each peer with each port": {
			ingress(netv1.NetworkPolicyIngressRule{
				From:  []netv1.NetworkPolicyPeer{{PodSelector: app("db")}, {IPBlock: &netv1.IPBlock{CIDR: "192.0.2.0/24"}}},
				Ports: []netv1.NetworkPolicyPort{{Port: number(1)}, {Port: number(2)}},
			}),
			in, []string{
				"ip saddr 192.0.2.0/24 tcp dport 1 return", "ip saddr 192.0.2.0/24 tcp dport 2 return",
				"ip saddr { 10.244.0.2 } tcp dport 1 return", "ip saddr { 10.244.0.2 } tcp dport 2 return", "drop",
			},
		},
		"a named port is the pod's own for ingress, in its protocol": {
			ingress(netv1.NetworkPolicyIngressRule{Ports: []netv1.NetworkPolicyPort{{Port: named("http")}}}),
			in, []string{"ip daddr 10.244.0.1 tcp dport 8080 return", "drop"},
		},
		"a named port is each destination's for egress": {
			egress(netv1.NetworkPolicyEgressRule{Ports: []netv1.NetworkPolicyPort{{Port: named("http")}}}),
			out, []string{"ip daddr 10.244.0.1 tcp dport 8080 return", "ip daddr 10.244.0.2 tcp dport 9090 return", "drop"},
		},
		"a name that no port has allows nothing": {
			ingress(netv1.NetworkPolicyIngressRule{Ports: []netv1.NetworkPolicyPort{{Port: named("dns")}}}),
			in, []string{"drop"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			lines, found := chain(t, Rules(sample(test.policy)), test.chain)
			if !found {
				t.Fatalf("there is no chain %s", test.chain)
			}
			if got, want := strings.Join(lines, "\n"), strings.Join(test.want, "\n"); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestPoliciesAddUp(t *testing.T) {
	lines, _ := chain(t, Rules(sample(
		ingress(),
		ingress(netv1.NetworkPolicyIngressRule{Ports: []netv1.NetworkPolicyPort{{Port: number(4000)}}}),
	)), "in_10_244_0_1")
	if got, want := strings.Join(lines, "; "), "tcp dport 4000 return; drop"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOnlySelectedPodsAreRestricted(t *testing.T) {
	rules := Rules(sample(ingress()))
	for _, other := range []string{"in_10_244_0_2", "in_10_244_0_3", "out_10_244_0_1"} {
		if _, found := chain(t, rules, other); found {
			t.Errorf("chain %s: the policy is about ingress of pods app=web in its own namespace", other)
		}
	}
	if !strings.Contains(rules, "ip daddr vmap {\n\t\t\t10.244.0.1 : jump in_10_244_0_1,\n\t\t}") {
		t.Errorf("nothing leads to the chain:\n%s", rules)
	}
}

func TestPodsWithoutAnAddressOfTheirOwnGetNoRules(t *testing.T) {
	for name, change := range map[string]func(*corev1.Pod){
		"not started yet":       func(pod *corev1.Pod) { pod.Status.PodIP = "" },
		"on the host's network": func(pod *corev1.Pod) { pod.Spec.HostNetwork = true },
		"finished":              func(pod *corev1.Pod) { pod.Status.Phase = corev1.PodSucceeded },
		"failed":                func(pod *corev1.Pod) { pod.Status.Phase = corev1.PodFailed },
	} {
		t.Run(name, func(t *testing.T) {
			cluster := sample(ingress())
			change(cluster.Pods[0])
			if rules := Rules(cluster); strings.Contains(rules, "drop") {
				t.Errorf("there is no pod to restrict:\n%s", rules)
			}
		})
	}
}
