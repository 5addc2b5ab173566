import type * as pulumi from "@pulumi/pulumi";
import { AdoptionStep, Method, type GatewayArgs } from "./args";
import { release } from "./helm/release";
import { hasDisruptionBudget } from "./model/disruptionBudget";
import type { ObjectNames } from "./model/names";
import { replicaRange } from "./model/replicas";
import { autoscaler } from "./objects/autoscaler";
import type { Build, GatewayResources, ResourceKey } from "./objects/build";
import { certificate } from "./objects/certificate";
import { clusterCheck } from "./objects/clusterCheckJob";
import { brokerGroups } from "./objects/consumerGroups";
import {
    cookieKey,
    cookieSecret,
    generatedCookie,
    hasCookieKey,
    hasGeneratedCookie,
    hasManagedCookie,
    hasRotatedCookie,
    rotatedCookieSecret,
} from "./objects/cookie";
import { deployment } from "./objects/deployment";
import { disruptionBudget } from "./objects/disruptionBudget";
import { fingerprintKey } from "./objects/fingerprintKey";
import { namespace } from "./objects/namespace";
import * as policies from "./objects/networkPolicies";
import { serviceAccount } from "./objects/serviceAccount";
import { adminService, headlessService, publicService } from "./objects/services";
import { hasSettings, settingsConfigMap, settingsSecret } from "./objects/settings";

/** The arguments on which the conditions of the registry depend. */
export type ResourceArgs = Omit<GatewayArgs, "namespace">;

/** An object in the cluster. */
interface KubernetesObject {
    readonly apiVersion: string;
    readonly kind: string;
    /** The name; with `hasSuffix` the beginning of it, before a random suffix. */
    readonly name: (names: ObjectNames, namespace: string) => string;
    /** Whether new content makes a new object under a new name, which is unique. */
    readonly hasSuffix?: true;
    /** Whether it is in no namespace. */
    readonly isClusterWide?: true;
}

/** One of a gateway's resources. */
interface Definition<Resource extends pulumi.Resource> {
    /** Its name in the stack, after the component's: public, since another name is another resource. */
    readonly resource: string;
    /** The object in the cluster. Left out for a resource that exists only in Pulumi's state, and for a release. */
    readonly object?: KubernetesObject;
    /** Whether a gateway with these arguments has the resource. */
    readonly condition: (args: ResourceArgs) => boolean;
    /** Whether `protect` applies. A resource that changes replace must not be protected. */
    readonly isProtected?: true;
    /**
     * Whether it must exist before the first pod starts. A `destroy` deletes it after the Deployment: if the Deployment is
     * protected, the `destroy` fails there before it has deleted such a resource.
     */
    readonly isBeforePods?: true;
    /** Whether the Helm release makes it, with method `helm`. */
    readonly isInRelease?: true;
    readonly construct: (build: Build) => Resource;
}

const policy = (name: KubernetesObject["name"]) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    name,
});
const always = () => true;

/** Every resource of a gateway: a new one is a file in `objects/`, a type in `objects/build.ts` and a row here. */
export const registry: { readonly [Key in ResourceKey]: Definition<GatewayResources[Key]> } = {
    namespace: {
        resource: "namespace",
        object: { apiVersion: "v1", kind: "Namespace", name: (_, inNamespace) => inNamespace, isClusterWide: true },
        condition: ({ createNamespace = true }) => createNamespace,
        isProtected: true,
        construct: namespace,
    },
    fingerprintKey: { resource: "fingerprint-key", condition: always, construct: fingerprintKey },
    cookie: { resource: "cookie", condition: hasGeneratedCookie, isProtected: true, construct: generatedCookie },
    cookieKey: { resource: "cookie-key", condition: hasCookieKey, isProtected: true, construct: cookieKey },
    cookieSecret: {
        resource: "cookie",
        object: { apiVersion: "v1", kind: "Secret", name: ({ cookieSecret: name }) => name },
        condition: hasManagedCookie,
        isProtected: true,
        construct: cookieSecret,
    },
    rotatedCookieSecret: {
        resource: "rotated-cookie",
        object: { apiVersion: "v1", kind: "Secret", name: ({ cookieSecret: name }) => name, hasSuffix: true },
        condition: hasRotatedCookie,
        construct: rotatedCookieSecret,
    },
    brokerGroups: { resource: "broker-groups", condition: always, isProtected: true, construct: brokerGroups },
    settings: {
        resource: "settings",
        object: { apiVersion: "v1", kind: "ConfigMap", name: ({ settings }) => settings, hasSuffix: true },
        condition: (args) => hasSettings(args, "settings"),
        construct: settingsConfigMap,
    },
    secretSettings: {
        resource: "secret-settings",
        object: { apiVersion: "v1", kind: "Secret", name: ({ secretSettings }) => secretSettings, hasSuffix: true },
        condition: (args) => hasSettings(args, "secretSettings"),
        construct: settingsSecret,
    },
    serviceAccount: {
        resource: "service-account",
        object: { apiVersion: "v1", kind: "ServiceAccount", name: ({ serviceAccount: name }) => name },
        condition: always,
        construct: serviceAccount,
    },
    adminService: {
        resource: "admin",
        object: { apiVersion: "v1", kind: "Service", name: ({ adminService: name }) => name },
        condition: always,
        isBeforePods: true,
        construct: adminService,
    },
    certificate: {
        resource: "certificate",
        object: { apiVersion: "cert-manager.io/v1", kind: "Certificate", name: ({ certificate: name }) => name },
        condition: ({ tls }) => tls?.issuer !== undefined,
        isBeforePods: true,
        construct: certificate,
    },
    defaultDenyPolicy: {
        resource: "default-deny",
        object: policy(({ networkPolicies }) => networkPolicies.defaultDeny),
        condition: policies.hasPolicies,
        isBeforePods: true,
        construct: policies.defaultDenyPolicy,
    },
    clusterPolicy: {
        resource: "cluster-policy",
        object: policy(({ networkPolicies }) => networkPolicies.cluster),
        condition: policies.hasPolicies,
        isBeforePods: true,
        construct: policies.clusterPolicy,
    },
    dnsPolicy: {
        resource: "dns-policy",
        object: policy(({ networkPolicies }) => networkPolicies.dns),
        condition: policies.hasPolicies,
        isBeforePods: true,
        construct: policies.dnsPolicy,
    },
    publicPolicy: {
        resource: "public-policy",
        object: { ...policy(({ settingsPolicies }) => settingsPolicies.public), hasSuffix: true },
        condition: policies.hasPolicies,
        isBeforePods: true,
        construct: policies.publicPolicy,
    },
    adminPolicy: {
        resource: "admin-policy",
        object: { ...policy(({ settingsPolicies }) => settingsPolicies.admin), hasSuffix: true },
        condition: policies.hasAdminPolicy,
        isBeforePods: true,
        construct: policies.adminPolicy,
    },
    checkPolicy: {
        resource: "check-policy",
        object: policy(({ networkPolicies }) => networkPolicies.check),
        condition: policies.hasCheckPolicy,
        isBeforePods: true,
        construct: policies.checkPolicy,
    },
    destinationsPolicy: {
        resource: "destinations-policy",
        object: { ...policy(({ settingsPolicies }) => settingsPolicies.destinations), hasSuffix: true },
        condition: policies.hasDestinationsPolicy,
        isBeforePods: true,
        construct: policies.destinationsPolicy,
    },
    egressPolicy: {
        resource: "egress-policy",
        object: policy(({ networkPolicies }) => networkPolicies.egress),
        condition: policies.hasEgressPolicy,
        isBeforePods: true,
        construct: policies.egressPolicy,
    },
    disruptionBudget: {
        resource: "disruption-budget",
        object: { apiVersion: "policy/v1", kind: "PodDisruptionBudget", name: ({ disruptionBudget: name }) => name },
        condition: hasDisruptionBudget,
        isBeforePods: true,
        construct: disruptionBudget,
    },
    publicService: {
        resource: "public",
        object: { apiVersion: "v1", kind: "Service", name: ({ publicService: name }) => name },
        condition: always,
        isProtected: true,
        isInRelease: true,
        construct: publicService,
    },
    headlessService: {
        resource: "headless",
        object: { apiVersion: "v1", kind: "Service", name: ({ headlessService: name }) => name },
        condition: always,
        isInRelease: true,
        construct: headlessService,
    },
    deployment: {
        resource: "deployment",
        object: { apiVersion: "apps/v1", kind: "Deployment", name: ({ deployment: name }) => name },
        condition: always,
        isProtected: true,
        isInRelease: true,
        construct: deployment,
    },
    release: {
        resource: "release",
        condition: ({ method }) => method === Method.Helm,
        isProtected: true,
        construct: release,
    },
    autoscaler: {
        resource: "autoscaler",
        object: {
            apiVersion: "autoscaling/v2",
            kind: "HorizontalPodAutoscaler",
            name: ({ autoscaler: name }) => name,
        },
        condition: ({ autoscaling, adopt }) => autoscaling !== undefined && adopt !== AdoptionStep.Import,
        construct: autoscaler,
    },
    clusterCheck: {
        resource: "cluster-check",
        object: { apiVersion: "batch/v1", kind: "Job", name: ({ clusterCheck: name }) => name },
        // An import changes no pods, and a gateway with zero replicas has none to check.
        condition: (args) =>
            Boolean(args.clusterCheck) && args.adopt !== AdoptionStep.Import && replicaRange(args).most > 0,
        construct: clusterCheck,
    },
};

function isResourceKey(key: string): key is ResourceKey {
    return key in registry;
}

/** The keys of the registry, in its order. */
export const resourceKeys: readonly ResourceKey[] = Object.keys(registry).filter(isResourceKey);
