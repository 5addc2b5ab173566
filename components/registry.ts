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
    hasOwnCookie,
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

/** The arguments, as far as they decide which resources there are. */
export type Choices = Omit<GatewayArgs, "namespace">;

/** An object in the cluster. */
interface KubernetesObject {
    readonly apiVersion: string;
    readonly kind: string;
    /** Its name; with `hasSuffix` the beginning of the name, which a suffix of its own follows. */
    readonly name: (names: ObjectNames, namespace: string) => string;
    /** Whether another content makes another object under another name. Nobody else's object has such a name. */
    readonly hasSuffix?: true;
    /** Whether it is in no namespace. */
    readonly isClusterWide?: true;
}

/** One of a gateway's resources. */
interface Definition<Resource extends pulumi.Resource> {
    /** Its name in the stack, after the component's: public, since another name is another resource. */
    readonly resource: string;
    /** The object that it makes in the cluster. Left out for what only Pulumi's state has, and for a release. */
    readonly object?: KubernetesObject;
    /** Whether the gateway has it. */
    readonly isMade: (args: Choices) => boolean;
    /** Whether `protect` protects it. One that is replaced at a change must not be protected. */
    readonly isProtected?: true;
    /**
     * Whether it has to be there before the first pod starts. Such a resource is also deleted after the Deployment only:
     * under protection, a `destroy` then ends at the Deployment, before it has deleted anything.
     */
    readonly isBeforePods?: true;
    /** Whether the Helm release makes it, with method `helm`. */
    readonly isInRelease?: true;
    readonly make: (build: Build) => Resource;
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
        isMade: ({ createNamespace = true }) => createNamespace,
        isProtected: true,
        make: namespace,
    },
    fingerprintKey: { resource: "fingerprint-key", isMade: always, make: fingerprintKey },
    cookie: { resource: "cookie", isMade: hasGeneratedCookie, isProtected: true, make: generatedCookie },
    cookieKey: { resource: "cookie-key", isMade: hasCookieKey, isProtected: true, make: cookieKey },
    cookieSecret: {
        resource: "cookie",
        object: { apiVersion: "v1", kind: "Secret", name: ({ cookieSecret: name }) => name },
        isMade: hasOwnCookie,
        isProtected: true,
        make: cookieSecret,
    },
    rotatedCookieSecret: {
        resource: "rotated-cookie",
        object: { apiVersion: "v1", kind: "Secret", name: ({ cookieSecret: name }) => name, hasSuffix: true },
        isMade: hasRotatedCookie,
        make: rotatedCookieSecret,
    },
    brokerGroups: { resource: "broker-groups", isMade: always, isProtected: true, make: brokerGroups },
    settings: {
        resource: "settings",
        object: { apiVersion: "v1", kind: "ConfigMap", name: ({ settings }) => settings, hasSuffix: true },
        isMade: (args) => hasSettings(args, "settings"),
        make: settingsConfigMap,
    },
    secretSettings: {
        resource: "secret-settings",
        object: { apiVersion: "v1", kind: "Secret", name: ({ secretSettings }) => secretSettings, hasSuffix: true },
        isMade: (args) => hasSettings(args, "secretSettings"),
        make: settingsSecret,
    },
    serviceAccount: {
        resource: "service-account",
        object: { apiVersion: "v1", kind: "ServiceAccount", name: ({ serviceAccount: name }) => name },
        isMade: always,
        make: serviceAccount,
    },
    adminService: {
        resource: "admin",
        object: { apiVersion: "v1", kind: "Service", name: ({ adminService: name }) => name },
        isMade: always,
        isBeforePods: true,
        make: adminService,
    },
    certificate: {
        resource: "certificate",
        object: { apiVersion: "cert-manager.io/v1", kind: "Certificate", name: ({ certificate: name }) => name },
        isMade: ({ tls }) => tls?.issuer !== undefined,
        isBeforePods: true,
        make: certificate,
    },
    defaultDenyPolicy: {
        resource: "default-deny",
        object: policy(({ networkPolicies }) => networkPolicies.defaultDeny),
        isMade: policies.hasPolicies,
        isBeforePods: true,
        make: policies.defaultDenyPolicy,
    },
    clusterPolicy: {
        resource: "cluster-policy",
        object: policy(({ networkPolicies }) => networkPolicies.cluster),
        isMade: policies.hasPolicies,
        isBeforePods: true,
        make: policies.clusterPolicy,
    },
    dnsPolicy: {
        resource: "dns-policy",
        object: policy(({ networkPolicies }) => networkPolicies.dns),
        isMade: policies.hasPolicies,
        isBeforePods: true,
        make: policies.dnsPolicy,
    },
    publicPolicy: {
        resource: "public-policy",
        object: { ...policy(({ settingsPolicies }) => settingsPolicies.public), hasSuffix: true },
        isMade: policies.hasPolicies,
        isBeforePods: true,
        make: policies.publicPolicy,
    },
    adminPolicy: {
        resource: "admin-policy",
        object: { ...policy(({ settingsPolicies }) => settingsPolicies.admin), hasSuffix: true },
        isMade: policies.hasAdminPolicy,
        isBeforePods: true,
        make: policies.adminPolicy,
    },
    checkPolicy: {
        resource: "check-policy",
        object: policy(({ networkPolicies }) => networkPolicies.check),
        isMade: policies.hasCheckPolicy,
        isBeforePods: true,
        make: policies.checkPolicy,
    },
    destinationsPolicy: {
        resource: "destinations-policy",
        object: { ...policy(({ settingsPolicies }) => settingsPolicies.destinations), hasSuffix: true },
        isMade: policies.hasDestinationsPolicy,
        isBeforePods: true,
        make: policies.destinationsPolicy,
    },
    egressPolicy: {
        resource: "egress-policy",
        object: policy(({ networkPolicies }) => networkPolicies.egress),
        isMade: policies.hasEgressPolicy,
        isBeforePods: true,
        make: policies.egressPolicy,
    },
    disruptionBudget: {
        resource: "disruption-budget",
        object: { apiVersion: "policy/v1", kind: "PodDisruptionBudget", name: ({ disruptionBudget: name }) => name },
        isMade: hasDisruptionBudget,
        isBeforePods: true,
        make: disruptionBudget,
    },
    publicService: {
        resource: "public",
        object: { apiVersion: "v1", kind: "Service", name: ({ publicService: name }) => name },
        isMade: always,
        isProtected: true,
        isInRelease: true,
        make: publicService,
    },
    headlessService: {
        resource: "headless",
        object: { apiVersion: "v1", kind: "Service", name: ({ headlessService: name }) => name },
        isMade: always,
        isInRelease: true,
        make: headlessService,
    },
    deployment: {
        resource: "deployment",
        object: { apiVersion: "apps/v1", kind: "Deployment", name: ({ deployment: name }) => name },
        isMade: always,
        isProtected: true,
        isInRelease: true,
        make: deployment,
    },
    release: {
        resource: "release",
        isMade: ({ method }) => method === Method.Helm,
        isProtected: true,
        make: release,
    },
    autoscaler: {
        resource: "autoscaler",
        object: {
            apiVersion: "autoscaling/v2",
            kind: "HorizontalPodAutoscaler",
            name: ({ autoscaler: name }) => name,
        },
        isMade: ({ autoscaling, adopt }) => autoscaling !== undefined && adopt !== AdoptionStep.Import,
        make: autoscaler,
    },
    clusterCheck: {
        resource: "cluster-check",
        object: { apiVersion: "batch/v1", kind: "Job", name: ({ clusterCheck: name }) => name },
        // Imported pods are someone else's; a parked gateway has none.
        isMade: (args) =>
            Boolean(args.clusterCheck) && args.adopt !== AdoptionStep.Import && replicaRange(args).most > 0,
        make: clusterCheck,
    },
};

function isResourceKey(key: string): key is ResourceKey {
    return key in registry;
}

/** The keys of the registry, in its order. */
export const resourceKeys: readonly ResourceKey[] = Object.keys(registry).filter(isResourceKey);
