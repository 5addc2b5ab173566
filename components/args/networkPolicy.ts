import type * as pulumi from "@pulumi/pulumi";
import type * as k8s from "@pulumi/kubernetes";

/** A port, or a range of ports, that the gateway's pods may reach. */
export interface EgressPort {
    /** `TCP`, `UDP` or `SCTP`. Defaults to `TCP`. */
    protocol?: pulumi.Input<string>;
    /**
     * The port's number or its name, as a text (`"443"`, `"dns"`): Pulumi's other languages know no unions. Defaults to
     * all ports.
     */
    port?: pulumi.Input<string>;
    /** The last port of a range that begins with the number in `port`. */
    endPort?: pulumi.Input<number>;
}

/** Whom the gateway's pods may talk to, beyond what the settings imply. */
export interface EgressRule {
    /** Peers in Kubernetes' shape. Defaults to anyone. */
    to?: k8s.types.input.networking.v1.NetworkPolicyPeer[];
    /** Defaults to all ports. */
    ports?: EgressPort[];
}

/**
 * Who may talk to the gateway's pods and whom they may talk to. The pods themselves, DNS and the destinations in RIG's
 * settings are always allowed.
 */
export interface NetworkPolicyArgs {
    /** Whether policies are made. Defaults to true. */
    enabled?: boolean;
    /** Peers that may use the public port, in Kubernetes' shape. Defaults to none given: anyone. */
    publicFrom?: k8s.types.input.networking.v1.NetworkPolicyPeer[];
    /** Peers that may use the admin port, which has no authentication. Defaults to none: no one. */
    adminFrom?: k8s.types.input.networking.v1.NetworkPolicyPeer[];
    /** Egress rules beyond what the settings imply, such as for targets of API definitions set at run time. */
    egressTo?: EgressRule[];
    /**
     * Where DNS is asked, as one egress rule. A policy sees the port behind the DNS Service: defaults to port 53
     * anywhere, and to the ports named `dns` and `dns-tcp` of the pods in `kube-system` and `openshift-dns`. With `to`
     * alone the ports are these four; with `ports` alone the peers are anyone.
     */
    dns?: EgressRule;
}
