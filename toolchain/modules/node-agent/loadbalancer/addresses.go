// Package loadbalancer gives Services of type LoadBalancer their addresses.
package loadbalancer

import (
	"net/netip"

	corev1 "k8s.io/api/core/v1"
)

// Waiting are the Services that have to get an address.
func Waiting(services []*corev1.Service) []*corev1.Service {
	var found []*corev1.Service
	for _, service := range services {
		if service.Spec.Type == corev1.ServiceTypeLoadBalancer && service.DeletionTimestamp == nil && len(service.Status.LoadBalancer.Ingress) == 0 {
			found = append(found, service)
		}
	}
	return found
}

// Free is the lowest host address of the block that no Service has; ok tells whether there is one left.
func Free(block netip.Prefix, services []*corev1.Service) (address netip.Addr, ok bool) {
	taken := map[string]bool{}
	for _, service := range services {
		for _, ingress := range service.Status.LoadBalancer.Ingress {
			taken[ingress.IP] = true
		}
	}
	// The first address of a block is the network's, the last one is for broadcasts.
	for address = block.Masked().Addr().Next(); block.Contains(address.Next()); address = address.Next() {
		if !taken[address.String()] {
			return address, true
		}
	}
	return netip.Addr{}, false
}
