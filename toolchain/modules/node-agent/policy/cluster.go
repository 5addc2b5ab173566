// Package policy translates Kubernetes NetworkPolicies into nftables rules.
package policy

import (
	corev1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// Cluster is what the rules follow from.
type Cluster struct {
	// Namespaces has the labels of each namespace, by its name.
	Namespaces map[string]labels.Set
	// Pods may have pods without an address, on the host's network, or finished: they get no rules.
	Pods []*corev1.Pod
	// Policies of all namespaces.
	Policies []*netv1.NetworkPolicy
}

// networkPods are the pods that have an address of their own at the moment.
func (c Cluster) networkPods() []*corev1.Pod {
	var found []*corev1.Pod
	for _, pod := range c.Pods {
		finished := pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed
		if pod.Status.PodIP != "" && !pod.Spec.HostNetwork && !finished {
			found = append(found, pod)
		}
	}
	return found
}

// selecting are the policies that restrict the pod in that direction.
func (c Cluster) selecting(pod *corev1.Pod, direction netv1.PolicyType) []*netv1.NetworkPolicy {
	var found []*netv1.NetworkPolicy
	for _, policy := range c.Policies {
		if policy.Namespace == pod.Namespace && restricts(policy, direction) && matches(&policy.Spec.PodSelector, pod.Labels) {
			found = append(found, policy)
		}
	}
	return found
}

// restricts tells whether the policy is about that direction. The API server fills in policyTypes.
func restricts(policy *netv1.NetworkPolicy, direction netv1.PolicyType) bool {
	for _, named := range policy.Spec.PolicyTypes {
		if named == direction {
			return true
		}
	}
	return false
}

// selects tells whether the peer, in a policy of that namespace, means the pod.
func (c Cluster) selects(peer netv1.NetworkPolicyPeer, namespace string, pod *corev1.Pod) bool {
	if peer.NamespaceSelector == nil {
		if pod.Namespace != namespace {
			return false
		}
	} else if !matches(peer.NamespaceSelector, c.Namespaces[pod.Namespace]) {
		return false
	}
	return peer.PodSelector == nil || matches(peer.PodSelector, pod.Labels)
}

func matches(selector *metav1.LabelSelector, set labels.Set) bool {
	parsed, err := metav1.LabelSelectorAsSelector(selector)
	return err == nil && parsed.Matches(set)
}
