// node-agent does on the node what a network plugin and a cloud would do: it enforces NetworkPolicies by nftables, and
// gives Services of type LoadBalancer an address.
package main

import (
	"context"
	"flag"
	"log"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"rig.invalid/toolchain/node-agent/loadbalancer"
	"rig.invalid/toolchain/node-agent/policy"
)

// gather is how long changes are gathered before they are acted on: a deployment makes many at once.
const gather = 20 * time.Millisecond

// retry is the time until a failed action is tried again.
const retry = 2 * time.Second

func main() {
	kubeconfig := flag.String("kubeconfig", "", "path of the kubeconfig")
	addresses := flag.String("load-balancer-cidr", "", "block of the load balancers' addresses")
	flag.Parse()
	if err := run(*kubeconfig, *addresses); err != nil {
		log.Fatal(err)
	}
}

func run(kubeconfig, addresses string) error {
	block, err := netip.ParsePrefix(addresses)
	if err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	agent := &agent{client: client, factory: factory, block: block, changed: make(chan struct{}, 1)}
	for _, informer := range []cache.SharedIndexInformer{
		factory.Core().V1().Pods().Informer(),
		factory.Core().V1().Namespaces().Informer(),
		factory.Core().V1().Services().Informer(),
		factory.Networking().V1().NetworkPolicies().Informer(),
	} {
		if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc:    func(any) { agent.wake() },
			UpdateFunc: func(any, any) { agent.wake() },
			DeleteFunc: func(any) { agent.wake() },
		}); err != nil {
			return err
		}
	}
	factory.Start(nil)
	factory.WaitForCacheSync(nil)
	agent.wake()
	for range agent.changed {
		time.Sleep(gather)
		agent.enforcePolicies()
		agent.giveAddresses()
	}
	return nil
}

type agent struct {
	client  kubernetes.Interface
	factory informers.SharedInformerFactory
	block   netip.Prefix
	changed chan struct{}
	// enforced are the rules that are in force.
	enforced string
}

func (a *agent) wake() {
	select {
	case a.changed <- struct{}{}:
	default:
	}
}

func (a *agent) wakeLater() { time.AfterFunc(retry, a.wake) }

func (a *agent) enforcePolicies() {
	cluster, err := a.cluster()
	if err != nil {
		log.Printf("policies: %v", err)
		a.wakeLater()
		return
	}
	rules := policy.Rules(cluster)
	if rules == a.enforced {
		return
	}
	nft := exec.Command("nft", "-f", "-")
	nft.Stdin = strings.NewReader(rules)
	nft.Stderr = os.Stderr
	if err := nft.Run(); err != nil {
		log.Printf("nft: %v; the rules were:\n%s", err, rules)
		a.wakeLater()
		return
	}
	a.enforced = rules
	log.Printf("%d policies and %d pods are in force", len(cluster.Policies), len(cluster.Pods))
}

func (a *agent) cluster() (policy.Cluster, error) {
	namespaces, err := a.factory.Core().V1().Namespaces().Lister().List(labels.Everything())
	if err != nil {
		return policy.Cluster{}, err
	}
	cluster := policy.Cluster{Namespaces: map[string]labels.Set{}}
	for _, namespace := range namespaces {
		cluster.Namespaces[namespace.Name] = namespace.Labels
	}
	if cluster.Pods, err = a.factory.Core().V1().Pods().Lister().List(labels.Everything()); err != nil {
		return policy.Cluster{}, err
	}
	cluster.Policies, err = a.factory.Networking().V1().NetworkPolicies().Lister().List(labels.Everything())
	return cluster, err
}

func (a *agent) giveAddresses() {
	services, err := a.factory.Core().V1().Services().Lister().List(labels.Everything())
	if err != nil {
		log.Printf("load balancers: %v", err)
		a.wakeLater()
		return
	}
	for _, waiting := range loadbalancer.Waiting(services) {
		address, ok := loadbalancer.Free(a.block, services)
		if !ok {
			log.Printf("load balancers: no address is left for %s/%s", waiting.Namespace, waiting.Name)
			a.wakeLater()
			return
		}
		// The lister's object is shared with the informer.
		service := waiting.DeepCopy()
		service.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: address.String()}}
		if _, err := a.client.CoreV1().Services(service.Namespace).UpdateStatus(context.Background(), service, metav1.UpdateOptions{}); err != nil {
			log.Printf("load balancers: %v", err)
			a.wakeLater()
			return
		}
		log.Printf("%s/%s got the address %s", service.Namespace, service.Name, address)
		services = append(services, service)
	}
}
