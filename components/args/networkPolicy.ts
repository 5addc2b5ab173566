import type * as pulumi from "@pulumi/pulumi";
import type * as k8s from "@pulumi/kubernetes";

/** A port, or a range of ports, that the gateway's pods may reach. */
export interface EgressPort {
    /** `TCP`, `UDP` or `SCTP`. Defaults to `TCP`. */
    protocol?: pulumi.Input<string>;
    /**
     * The port's number or its name, as a text (`"443"`, `"dns"`): Pulumi's other languages have no unions. Defaults to
     * all ports.
     */
    port?: pulumi.Input<string>;
    /** The last port of a range that begins with the number in `port`. Defaults to no range. */
    endPort?: pulumi.Input<number>;
}

/** A rule for connections that the gateway's pods open. */
export interface EgressRule {
    /** Peers, in Kubernetes' shape. Defaults to anyone. */
    to?: k8s.types.input.networking.v1.NetworkPolicyPeer[];
    /** Ports of the peers. Defaults to all ports. */
    ports?: EgressPort[];
}

/**
 * Who may talk to the gateway's pods, and whom they may talk to. The pods among themselves, DNS and the destinations in RIG's
 * settings are always allowed.
 */
export interface NetworkPolicyArgs {
    /** Whether to make network policies. Defaults to true. */
    enabled?: boolean;
    /** Peers that may use the public port, in Kubernetes' shape. Defaults to anyone. */
    publicFrom?: k8s.types.input.networking.v1.NetworkPolicyPeer[];
    /** Peers that may use the admin port, which has no authentication, in Kubernetes' shape. Defaults to no one. */
    adminFrom?: k8s.types.input.networking.v1.NetworkPolicyPeer[];
    /**
     * Egress rules beyond what the settings imply, such as for targets of API definitions that are set at run time.
     * Defaults to none.
     */
    egressTo?: EgressRule[];
    /**
     * The egress rule for DNS (docs/network-policies.md). A policy sees the port behind the DNS Service. A rule with
     * `to` alone opens the default ports to these peers; one with `ports` alone opens these ports to anyone. Defaults
     * to port 53 anywhere, and to the ports named `dns` and `dns-tcp` of the pods in `kube-system` and `openshift-dns`.
     */
    dns?: EgressRule;
}
