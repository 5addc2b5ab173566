import * as v from "valibot";
import { isRecord } from "../components/validation/record";
import { cookieRotation, cookieText, gatewayEntries } from "../components/arguments/schema/gateway";
import { dnsLabel, keyReference } from "../components/validation/kubernetes/names";
import { nonEmptyText, object, refusal, type Schema } from "../components/validation/primitives";
import { isKubeconfig } from "../kubernetes/kubeconfigText";
import { environmentValues, settingValues } from "./values";

/** What is said about a key of a stack's configuration beyond its schema. */
export interface KeyDescription {
    /** What it means, in one line. */
    readonly description: string;
    /** What holds when it is left out, in words. */
    readonly default: string;
    /** A value as a stack file has it. */
    readonly example: string;
    /** Whether the value is taken as the text it is. Pulumi hands every other value over as JSON. */
    readonly text?: true;
    /** Whether the value is a secret: `always`, or only when it is `inline` text and no path. No other key may be one. */
    readonly secret?: "always" | "inline";
}

const kubeconfig = v.pipe(
    v.string(),
    v.check(isKubeconfig, refusal("an absolute path, a path that starts with ~/, or the text of a kubeconfig")),
);

const cookie = v.pipe(
    object({ existingSecret: v.optional(keyReference), rotation: v.optional(cookieRotation) }),
    v.check((value) => Object.keys(value).length > 0, "it is empty. Allowed: existingSecret, rotation, or both."),
);

const checkOptions = object({ resources: gatewayEntries.clusterCheckResources });

const checkChoice = v.union([v.boolean(), checkOptions], refusal("true, false, or {resources: …}"));

/** Of a map, what is wrong in it is told; the union only tells that something is. */
const clusterCheck = v.lazy((value): Schema<v.InferOutput<typeof checkChoice>> =>
    isRecord(value) ? checkOptions : checkChoice,
);

function key<T extends v.GenericSchema>(schema: T, metadata: KeyDescription & Record<string, unknown>) {
    return v.pipe(schema, v.metadata(metadata));
}

/** Every key of a stack's configuration, by its name after `rig:`, in the order in which people read about them. */
export const configurationSchema = v.object({
    name: key(gatewayEntries.name, {
        description: "Prefix of the object names",
        default: "rig",
        example: "rig",
        text: true,
    }),
    namespace: key(v.optional(dnsLabel), {
        description: "Namespace of the gateway",
        default: "rig-<stack>",
        example: "rig-prod",
        text: true,
    }),
    createNamespace: key(gatewayEntries.createNamespace, {
        description: "Make the namespace; false uses an existing one and leaves its labels alone",
        default: "true",
        example: "false",
    }),
    instance: key(gatewayEntries.instance, {
        description: "Names that project and stack had at first, if they were renamed since (docs/ownership.md)",
        default: "what both are called",
        example: "{stack: prod}",
    }),
    objectNames: key(gatewayEntries.objectNames, {
        description: "Names of an adopted deployment, service and headlessService that are called otherwise",
        default: "what follows from name",
        example: "{deployment: edge, service: edge, headlessService: edge-nodes}",
    }),
    adopt: key(gatewayEntries.adopt, {
        description: "Step of an adoption of what is there already: import, then replace (docs/adoption.md)",
        default: "none",
        example: "import",
        text: true,
    }),
    protect: key(gatewayEntries.protect, {
        description: "Protect namespace, cookie, Deployment and public Service from being deleted",
        default: "false",
        example: "true",
    }),
    method: key(gatewayEntries.method, {
        description: "How the objects are made: manifests, or helm, a release of RIG's chart (docs/helm.md)",
        default: "manifests",
        example: "helm",
        text: true,
    }),
    chart: key(gatewayEntries.chart, {
        description: "With method helm: the chart's repository, name, version; or its path; further values",
        default: "RIG's own, 2.1.3",
        example: "{repository: oci://registry.example.com/charts, version: 2.1.3}",
    }),
    replicas: key(gatewayEntries.replicas, {
        description: "Number of pods, 0 (parked) to 100; with autoscaling, of a new Deployment's (docs/scaling.md)",
        default: "2; with autoscaling its min",
        example: "3",
    }),
    autoscaling: key(gatewayEntries.autoscaling, {
        description:
            "Number of pods by what they use: min, max, cpu and memory in percent of the requests, behavior (docs/scaling.md)",
        default: "none",
        example: "{min: 3, max: 10, cpu: 70}",
    }),
    serviceType: key(gatewayEntries.serviceType, {
        description: "Type of the public Service: ClusterIP, NodePort or LoadBalancer",
        default: "ClusterIP",
        example: "LoadBalancer",
        text: true,
    }),
    nodeAddress: key(gatewayEntries.nodeAddress, {
        description: "With NodePort: host name or address of a node, for the output externalEndpoint",
        default: "none",
        example: "203.0.113.7",
        text: true,
    }),
    image: key(gatewayEntries.image, {
        description: "Container image: repository, tag or digest, pullPolicy, pullSecrets",
        default: "RIG's own, 3.0.0, IfNotPresent",
        example: "{tag: 3.0.0, pullSecrets: [registry]}",
    }),
    cookie: key(v.optional(cookie), {
        description:
            "Erlang cookie: existingSecret, whose it is; rotation, a number that makes another one (docs/cookie.md)",
        default: "a generated one, rotation 0",
        example: "{existingSecret: {name: erlang, key: cookie}, rotation: 1}",
    }),
    cookieValue: key(v.optional(cookieText), {
        description: "Erlang cookie of one's own, 32 to 255 letters and digits (secret)",
        default: "a generated one",
        example: "{secure: …}",
        text: true,
        secret: "always",
    }),
    clusterDomain: key(gatewayEntries.clusterDomain, {
        description: "DNS domain of the cluster",
        default: "cluster.local",
        example: "cluster.local",
        text: true,
    }),
    settings: key(v.optional(settingValues("settings")), {
        description: "RIG's variables by their own names, listed in docs/settings.md",
        default: "RIG's own defaults",
        example: "{LOG_LEVEL: info, KAFKA_BROKERS: [kafka-0.kafka:9092]}",
    }),
    secretSettings: key(v.optional(settingValues("secretSettings")), {
        description: "The same, for values that are secrets (secret)",
        default: "none",
        example: "{secure: …}",
        secret: "always",
    }),
    tls: key(gatewayEntries.tls, {
        description: "HTTPS beside HTTP: a TLS Secret (existingSecret), or cert-manager's issuer and hosts",
        default: "none",
        example: "{issuer: {name: ca, kind: ClusterIssuer}, hosts: [push.example.com]}",
    }),
    extraEnv: key(v.optional(environmentValues), {
        description: "Further environment variables: a text, or a key of a Secret or ConfigMap",
        default: "none",
        example: "{API_HOST: http://orders, TOKEN: {existingSecret: {name: t, key: k}}}",
    }),
    resources: key(gatewayEntries.resources, {
        description: "CPU and memory of a pod: requests and limits; what is given replaces the default as a whole",
        default: "requests 250m and 256Mi, memory limit 512Mi",
        example: "{requests: {cpu: 250m, memory: 256Mi}, limits: {memory: 512Mi}}",
    }),
    runAs: key(gatewayEntries.runAs, {
        description:
            "User, group and fsGroup of the pods, or assignedByPlatform: true for OpenShift (docs/openshift.md)",
        default: "1000 each",
        example: "{assignedByPlatform: true}",
    }),
    nodeSelector: key(gatewayEntries.nodeSelector, {
        description: "Labels of the nodes that may run the pods",
        default: "any node",
        example: "{pool: edge}",
    }),
    tolerations: key(gatewayEntries.tolerations, {
        description: "Node taints that the pods tolerate, in Kubernetes' shape",
        default: "none",
        example: "[{key: edge, operator: Exists}]",
    }),
    affinity: key(gatewayEntries.affinity, {
        description: "Scheduling rules beyond the spread over hosts and zones, in Kubernetes' shape",
        default: "none",
        example: "{nodeAffinity: …}",
    }),
    priorityClassName: key(gatewayEntries.priorityClassName, {
        description: "An existing PriorityClass",
        default: "none",
        example: "high",
        text: true,
    }),
    podAnnotations: key(gatewayEntries.podAnnotations, {
        description: "Annotations of the pods",
        default: "none",
        example: "{example.com/team: edge}",
    }),
    serviceAnnotations: key(gatewayEntries.serviceAnnotations, {
        description: "Annotations of the public Service, for instance for a cloud's load balancer",
        default: "none",
        example: "{networking.gke.io/load-balancer-type: Internal}",
    }),
    labels: key(gatewayEntries.labels, {
        description: "Labels of all objects, added to app.kubernetes.io/*",
        default: "none",
        example: "{team: edge}",
    }),
    networkPolicy: key(gatewayEntries.networkPolicy, {
        description: "Policies: enabled, publicFrom (empty: anyone), adminFrom (empty: no one), egressTo, dns",
        default: "enabled, public to anyone, admin to no one",
        example: "{adminFrom: [{namespaceSelector: {matchLabels: {team: ops}}}]}",
    }),
    clusterCheck: key(v.optional(clusterCheck), {
        description:
            "A Job that makes up fail when the nodes form no cluster: true, or its resources (docs/is-the-cluster-formed.md)",
        default: "false; its resources are those of a pod",
        example: "{resources: {requests: {cpu: 250m, memory: 64Mi}, limits: {memory: 128Mi}}}",
    }),
    readinessProbe: key(gatewayEntries.readinessProbe, {
        description: "When a pod counts as ready: initialDelaySeconds after its start (docs/revoked-tokens.md)",
        default: "75 with JWT_SECRET_KEY and 2 replicas or more, else 0",
        example: "{initialDelaySeconds: 75}",
    }),
    disruptionBudget: key(gatewayEntries.disruptionBudget, {
        description: "What a drain of nodes leaves: minAvailable or maxUnavailable, a number or a percentage",
        default: "maxUnavailable 1, with 2 replicas or more",
        example: "{minAvailable: 50%}",
    }),
    minReadySeconds: key(gatewayEntries.minReadySeconds, {
        description: "Seconds a new pod must be ready before the next one is replaced",
        default: "60 less readinessProbe.initialDelaySeconds",
        example: "60",
    }),
    deployTimeout: key(gatewayEntries.deployTimeout, {
        description: "Seconds to wait for the gateway",
        default: "120 + replicas (with autoscaling: max) × (90 + minReadySeconds + readinessProbe.initialDelaySeconds)",
        example: "900",
    }),
    kubernetes: key(v.optional(object({ context: nonEmptyText() })), {
        description: "The cluster: the name of a kubeconfig context",
        default: "none; the caller must name it (RIG_CONTEXT)",
        example: "{context: prod-eu}",
    }),
    kubeconfig: key(v.optional(kubeconfig), {
        description: "The kubeconfig: a path, or its text (secret)",
        default: "KUBECONFIG, or ~/.kube/config",
        example: "{secure: …}",
        text: true,
        secret: "inline",
    }),
});

/** The values of all keys, as the schema yields them. */
export type Configuration = v.InferOutput<typeof configurationSchema>;

/** Name of a key. */
export type KeyName = keyof typeof configurationSchema.entries;

/** Whether there is such a key. */
export function isKey(name: string): name is KeyName {
    return Object.hasOwn(configurationSchema.entries, name);
}

/** Names of all keys. */
export const keyNames: readonly KeyName[] = Object.keys(configurationSchema.entries).filter(isKey);

/** What is said about a key. */
export function describe(name: KeyName): KeyDescription {
    return v.getMetadata(configurationSchema.entries[name]);
}
