import * as v from "valibot";
import type { GatewayArgs } from "../components/args";
import { isRecord } from "../components/validation/record";
import { cookieRotation, cookieText, gatewayEntries } from "../components/arguments/schema/gateway";
import { dnsLabel, keyReference } from "../components/validation/kubernetes/names";
import { nonEmptyText, object, refusal, type Schema } from "../components/validation/primitives";
import { isKubeconfig } from "../kubernetes/kubeconfigText";
import type { Catalogue } from "../components/rig/catalogue";
import { defaultCatalogue } from "../components/rig/versions";
import { defaultChart } from "../components/helm/chart";
import { defaultImage } from "../components/rig/image";
import { environmentValues, settingValues } from "./values";

/** What a key of a stack's configuration has beside its schema. */
export interface KeyMetadata {
    /** Its meaning, in one line, where that isn't the meaning of the argument with the same name. */
    readonly description?: string;
    /** What holds when the key is left out, in words, where that isn't the default of the argument with the same name. */
    readonly default?: string;
    /** A value as a stack file has it. */
    readonly example: string;
    /** Whether the value is taken as the text it is. Pulumi hands every other value over as JSON. */
    readonly text?: true;
    /** Whether the value is a secret: `always`, or only when it is `inline` text and no path. No other key may be one. */
    readonly secret?: "always" | "inline";
}

/** The arguments that only a program sets, since a stack's configuration has no key of that name. */
type ProgramArgument = "brokerGroups" | "clusterCheckResources" | "owner" | "running" | "settingsFrom" | "target";

/** The keys that are no argument of the gateway. */
type StackKey = "cookieValue" | "kubeconfig" | "kubernetes";

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

/** The problems of a map are those within it; the union would only report that no choice fits. */
const clusterCheck = v.lazy((value): Schema<v.InferOutput<typeof checkChoice>> =>
    isRecord(value) ? checkOptions : checkChoice,
);

function key<T extends v.GenericSchema>(schema: T, metadata: KeyMetadata & Record<string, unknown>) {
    return v.pipe(schema, v.metadata(metadata));
}

const entries = {
    name: key(gatewayEntries.name, {
        example: "rig",
        text: true,
    }),
    namespace: key(v.optional(dnsLabel), {
        default: "`rig-<stack>`",
        example: "rig-prod",
        text: true,
    }),
    createNamespace: key(gatewayEntries.createNamespace, {
        example: "false",
    }),
    instance: key(gatewayEntries.instance, {
        example: "{stack: prod}",
    }),
    objectNames: key(gatewayEntries.objectNames, {
        example: "{deployment: edge, service: edge, headlessService: edge-nodes}",
    }),
    adopt: key(gatewayEntries.adopt, {
        example: "import",
        text: true,
    }),
    protect: key(gatewayEntries.protect, {
        example: "true",
    }),
    method: key(gatewayEntries.method, {
        example: "helm",
        text: true,
    }),
    chart: key(gatewayEntries.chart, {
        example: `{repository: oci://registry.example.com/charts, version: ${defaultChart.version}}`,
    }),
    replicas: key(gatewayEntries.replicas, {
        example: "3",
    }),
    autoscaling: key(gatewayEntries.autoscaling, {
        example: "{min: 3, max: 10, cpu: 70}",
    }),
    serviceType: key(gatewayEntries.serviceType, {
        example: "LoadBalancer",
        text: true,
    }),
    nodeAddress: key(gatewayEntries.nodeAddress, {
        example: "203.0.113.7",
        text: true,
    }),
    image: key(gatewayEntries.image, {
        example: `{tag: ${defaultImage.tag}, pullSecrets: [registry]}`,
    }),
    cookie: key(v.optional(cookie), {
        example: "{existingSecret: {name: erlang, key: cookie}, rotation: 1}",
    }),
    cookieValue: key(v.optional(cookieText), {
        description: "The Erlang cookie itself, 32 to 255 letters and digits",
        default: "a generated one",
        example: "{secure: …}",
        text: true,
        secret: "always",
    }),
    clusterDomain: key(gatewayEntries.clusterDomain, {
        example: "cluster.local",
        text: true,
    }),
    settings: key(v.optional(settingValues("settings", defaultCatalogue)), {
        example: "{LOG_LEVEL: info, KAFKA_BROKERS: [kafka-0.kafka:9092]}",
    }),
    secretSettings: key(v.optional(settingValues("secretSettings", defaultCatalogue)), {
        example: "{secure: …}",
        secret: "always",
    }),
    tls: key(gatewayEntries.tls, {
        example: "{issuer: {name: ca, kind: ClusterIssuer}, hosts: [push.example.com]}",
    }),
    extraEnv: key(v.optional(environmentValues), {
        example: "{API_HOST: http://orders, TOKEN: {existingSecret: {name: t, key: k}}}",
    }),
    resources: key(gatewayEntries.resources, {
        example: "{requests: {cpu: 250m, memory: 256Mi}, limits: {memory: 512Mi}}",
    }),
    runAs: key(gatewayEntries.runAs, {
        example: "{assignedByPlatform: true}",
    }),
    nodeSelector: key(gatewayEntries.nodeSelector, {
        example: "{pool: edge}",
    }),
    tolerations: key(gatewayEntries.tolerations, {
        example: "[{key: edge, operator: Exists}]",
    }),
    affinity: key(gatewayEntries.affinity, {
        example: "{nodeAffinity: …}",
    }),
    priorityClassName: key(gatewayEntries.priorityClassName, {
        example: "high",
        text: true,
    }),
    podAnnotations: key(gatewayEntries.podAnnotations, {
        example: "{example.com/team: edge}",
    }),
    serviceAnnotations: key(gatewayEntries.serviceAnnotations, {
        example: "{networking.gke.io/load-balancer-type: Internal}",
    }),
    labels: key(gatewayEntries.labels, {
        example: "{team: edge}",
    }),
    networkPolicy: key(gatewayEntries.networkPolicy, {
        example: "{adminFrom: [{namespaceSelector: {matchLabels: {team: ops}}}]}",
    }),
    clusterCheck: key(v.optional(clusterCheck), {
        description:
            "Whether a Job checks after each change that the nodes have formed one cluster (docs/is-the-cluster-formed.md): true, or a map with its `resources`",
        default: "false; its `resources` to those of a pod",
        example: "{resources: {requests: {cpu: 250m, memory: 64Mi}, limits: {memory: 128Mi}}}",
    }),
    readinessProbe: key(gatewayEntries.readinessProbe, {
        example: "{initialDelaySeconds: 75}",
    }),
    disruptionBudget: key(gatewayEntries.disruptionBudget, {
        example: "{minAvailable: 50%}",
    }),
    minReadySeconds: key(gatewayEntries.minReadySeconds, {
        example: "60",
    }),
    deployTimeout: key(gatewayEntries.deployTimeout, {
        example: "900",
    }),
    kubernetes: key(v.optional(object({ context: nonEmptyText() })), {
        description: "The cluster: the name of a kubeconfig context",
        default: "the context in `RIG_CONTEXT`, which the caller must set then",
        example: "{context: prod-eu}",
    }),
    kubeconfig: key(v.optional(kubeconfig), {
        description: "The kubeconfig: a path, or its text (secret)",
        default: "`KUBECONFIG`, or ~/.kube/config",
        example: "{secure: …}",
        text: true,
        secret: "inline",
    }),
} satisfies Record<Exclude<keyof GatewayArgs, ProgramArgument> | StackKey, v.GenericSchema>;

/** Every key of a stack's configuration, by its name after `rig:`, in the order of the documentation. */
export const configurationSchema = v.object(entries);

/** {@link configurationSchema} with the variables of one version of RIG. */
export function configurationSchemaOf(catalogue: Catalogue) {
    return v.object({
        ...configurationSchema.entries,
        settings: v.optional(settingValues("settings", catalogue)),
        secretSettings: v.optional(settingValues("secretSettings", catalogue)),
    });
}

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

/** What a key has beside its schema. */
export function keyMetadata(name: KeyName): KeyMetadata {
    return v.getMetadata(configurationSchema.entries[name]);
}
