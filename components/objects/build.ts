import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type * as random from "@pulumi/random";
import type { GatewayArgs } from "../args";
import type { Scope } from "./scope";

/** Every resource that a gateway may have, by its key in the registry. */
export interface GatewayResources {
    readonly namespace: k8s.core.v1.Namespace;
    readonly fingerprintKey: random.RandomPassword;
    readonly cookie: random.RandomPassword;
    readonly cookieKey: random.RandomPassword;
    readonly brokerGroups: random.RandomId;
    readonly cookieSecret: k8s.core.v1.Secret;
    readonly rotatedCookieSecret: k8s.core.v1.Secret;
    readonly settings: k8s.core.v1.ConfigMap;
    readonly secretSettings: k8s.core.v1.Secret;
    readonly serviceAccount: k8s.core.v1.ServiceAccount;
    readonly adminService: k8s.core.v1.Service;
    readonly certificate: k8s.apiextensions.CustomResource;
    readonly defaultDenyPolicy: k8s.networking.v1.NetworkPolicy;
    readonly clusterPolicy: k8s.networking.v1.NetworkPolicy;
    readonly dnsPolicy: k8s.networking.v1.NetworkPolicy;
    readonly publicPolicy: k8s.networking.v1.NetworkPolicy;
    readonly adminPolicy: k8s.networking.v1.NetworkPolicy;
    readonly checkPolicy: k8s.networking.v1.NetworkPolicy;
    readonly destinationsPolicy: k8s.networking.v1.NetworkPolicy;
    readonly egressPolicy: k8s.networking.v1.NetworkPolicy;
    readonly disruptionBudget: k8s.policy.v1.PodDisruptionBudget;
    readonly publicService: k8s.core.v1.Service;
    readonly headlessService: k8s.core.v1.Service;
    readonly deployment: k8s.apps.v1.Deployment;
    readonly release: k8s.helm.v3.Release;
    readonly autoscaler: k8s.autoscaling.v2.HorizontalPodAutoscaler;
    readonly clusterCheck: k8s.batch.v1.Job;
}

/** A resource of a gateway. */
export type ResourceKey = keyof GatewayResources;

/** A gateway's Deployment with its public and its headless Service, made by one of the two methods. */
export interface Workload {
    readonly deploymentName: pulumi.Output<string>;
    readonly serviceName: pulumi.Output<string>;
    readonly headlessServiceName: pulumi.Output<string>;
    /** The resource whose creation or update ends after the rollout. */
    readonly deployed: pulumi.Resource;
    /** A text that changes with the Deployment. */
    readonly content: pulumi.Output<string>;
    /** The public Service as the cluster has it. */
    readonly publicService: () => k8s.core.v1.Service;
}

/** The resources of one gateway while they are made. Each resource is made once, at the first request. */
export interface Build {
    readonly scope: Scope;
    readonly args: GatewayArgs;
    /** The parent of every resource, and the resource that warnings name. */
    readonly gateway: pulumi.Resource;
    /** The name in the stack and the options of a resource, for its constructor. */
    resource(key: ResourceKey): { readonly name: string; readonly options: pulumi.CustomResourceOptions };
    /** The resource; undefined when the gateway has none. */
    get<Key extends ResourceKey>(key: Key): GatewayResources[Key] | undefined;
    /** The resource. @throws Error when the gateway has none. */
    require<Key extends ResourceKey>(key: Key): GatewayResources[Key];
    /** The resources that must exist before the first pod starts. */
    beforePods(): pulumi.Resource[];
    /** The Deployment and its two Services, whatever the method. */
    workload(): Workload;
}

/** A function that computes its result once for each gateway. */
export function oncePerGateway<T>(compute: (build: Build) => T): (build: Build) => T {
    const results = new WeakMap<Build, { readonly value: T }>();
    return (build) => {
        const result = results.get(build) ?? { value: compute(build) };
        results.set(build, result);
        return result.value;
    };
}
