package loadbalancer

import (
	"net/netip"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func service(kind corev1.ServiceType, addresses ...string) *corev1.Service {
	made := &corev1.Service{Spec: corev1.ServiceSpec{Type: kind}}
	for _, address := range addresses {
		made.Status.LoadBalancer.Ingress = append(made.Status.LoadBalancer.Ingress, corev1.LoadBalancerIngress{IP: address})
	}
	return made
}

func TestWaiting(t *testing.T) {
	deleted := service(corev1.ServiceTypeLoadBalancer)
	deleted.DeletionTimestamp = &metav1.Time{}
	waits := service(corev1.ServiceTypeLoadBalancer)
	found := Waiting([]*corev1.Service{
		service(corev1.ServiceTypeClusterIP), service(corev1.ServiceTypeLoadBalancer, "192.0.2.1"), deleted, waits,
	})
	if len(found) != 1 || found[0] != waits {
		t.Errorf("found %v", found)
	}
}

func TestFree(t *testing.T) {
	block := netip.MustParsePrefix("192.0.2.0/30")
	for _, test := range []struct {
		taken []string
		want  string
	}{
		{nil, "192.0.2.1"},
		{[]string{"192.0.2.1"}, "192.0.2.2"},
		{[]string{"192.0.2.2"}, "192.0.2.1"},
	} {
		address, ok := Free(block, []*corev1.Service{service(corev1.ServiceTypeLoadBalancer, test.taken...)})
		if !ok || address.String() != test.want {
			t.Errorf("with %v taken: %v %v, want %s", test.taken, address, ok, test.want)
		}
	}
	if address, ok := Free(block, []*corev1.Service{service(corev1.ServiceTypeLoadBalancer, "192.0.2.1", "192.0.2.2")}); ok {
		t.Errorf("all are taken, and %v was given", address)
	}
}
