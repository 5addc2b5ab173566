import type * as pulumi from "@pulumi/pulumi";
import type { KeyReference, Method, ServiceType, Target } from "./args";
import type { Commands } from "./model/commands";

/** The range in which an autoscaler sets the number of pods. */
export interface AutoscalingRange {
    readonly min: number;
    readonly max: number;
}

/**
 * The outputs that another stack or a person may read. Names and types are part of the public interface. No output is a
 * secret. An output that doesn't apply to a gateway is left out.
 */
export interface GatewayOutputs {
    /** How the objects were made. */
    readonly method: pulumi.Output<Method>;
    /** The namespace. */
    readonly namespace: pulumi.Output<string>;
    /** The Deployment's name. */
    readonly deploymentName: pulumi.Output<string>;
    /** The public Service's name: port 4000, and 4001 with a certificate. */
    readonly serviceName: pulumi.Output<string>;
    /** The admin Service's name: port 4010, and 4011 with a certificate; without authentication, inside the cluster only. */
    readonly adminServiceName: pulumi.Output<string>;
    /** The headless Service's name. */
    readonly headlessServiceName: pulumi.Output<string>;
    /** The full DNS name under which the nodes find each other. */
    readonly dnsName: pulumi.Output<string>;
    /** Type of the public Service. */
    readonly serviceType: pulumi.Output<ServiceType>;
    /** Number of pods, which is the number of Erlang nodes; with autoscaling the smallest. */
    readonly replicas: pulumi.Output<number>;
    /** The smallest and the largest number of pods. Left out without autoscaling. */
    readonly autoscaling?: pulumi.Output<AutoscalingRange>;
    /** URL of the public port inside the cluster, without trailing slash. */
    readonly internalEndpoint: pulumi.Output<string>;
    /** URL from outside: the load balancer's address, or `nodeAddress` and the node port. Left out without either. */
    readonly externalEndpoint?: pulumi.Output<string>;
    /** The external endpoint if there is one, else the internal one. */
    readonly endpoint: pulumi.Output<string>;
    /** `endpoint` by HTTPS, port 4001. Left out without a certificate. */
    readonly httpsEndpoint?: pulumi.Output<string>;
    /** URL of the admin port inside the cluster, without trailing slash. */
    readonly adminEndpoint: pulumi.Output<string>;
    /** The Secret with the Erlang cookie, and the key in it; never the cookie itself. */
    readonly cookieSecret: pulumi.Output<KeyReference>;
    /** The Kubernetes cluster of the deployment. Left out without the argument `target`. */
    readonly target?: pulumi.Output<Target>;
    /** Commands for a shell, ready to paste. */
    readonly commands: pulumi.Output<Commands>;
}
