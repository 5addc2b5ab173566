import fc from "fast-check";
import { defaultCatalogue } from "../../../../components/rig/versions";
import type { Values } from "../../configuration";
import { rows } from "./rows";

/** Stands in every secret value, and must stand in no message. */
export const marker = "S3CR3T";

const reference = fc.record({ name: fc.constantFrom("a", "A"), key: fc.constantFrom("k", "tls.crt", "") });

const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.jsonValue({ maxDepth: 2 }),
    reference.map((existingSecret) => ({ existingSecret })),
    reference.map((existingConfigMap) => ({ existingConfigMap })),
);

/** Right values, and now and then something else. */
function mostly(right: fc.Arbitrary<unknown>, other: fc.Arbitrary<unknown> = anything): fc.Arbitrary<unknown> {
    return fc.oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: other });
}

const publicRows = rows.filter(({ place = "configMap" }) => !place.startsWith("secret"));

/** Some variables with right values, and those that they need. */
const rightSettings = fc
    .subarray(publicRows, { maxLength: 10 })
    .map((chosen): Values =>
        Object.fromEntries([
            ...chosen.flatMap(({ others = {} }) => Object.entries(others)),
            ...chosen.map(({ name, good }) => [name, good] as const),
        ]),
    );

/** What may only be said of as wrong: each has a secret where it can be read. */
const leaks = fc.constantFrom<Values[]>(
    { ZIPKIN_ADDR: `http://me:${marker}@zipkin:9411` },
    { KINESIS_ENDPOINT: `ftp://me:${marker}@kinesis` },
    { SUBSCRIPTION_CHECK: `https://me:${marker}@auth/Check` },
    { SUBMISSION_CHECK: { url: `https://me:${marker}@auth` } },
    { CORS: `https://me:${marker}@app` },
    { NATS_SERVERS: [`nats://me:${marker}@nats:4222`] },
    { KAFKA_SASL: `plain:me:${marker}` },
    { KAFKA_SASL: { [marker]: marker } },
    { JWT_SECRET_KEY: [marker] },
    { HTTPS_KEYFILE_PASS: marker },
    { HTTPS_KEYFILE: `-----BEGIN PRIVATE KEY-----\n${marker}` },
    { HTTPS_CERTFILE: `-----BEGIN RSA PRIVATE KEY-----\n${marker}` },
    { PROXY_CONFIG_FILE: [{ id: "a", proxy: { target_url: `http://me:${marker}@orders` } }] },
);

const settings = fc
    .tuple(
        rightSettings,
        mostly(
            fc.constant({}),
            fc.oneof(leaks, fc.dictionary(fc.oneof(fc.constantFrom(...defaultCatalogue.names), fc.string()), anything)),
        ),
    )
    .map(([right, other]) => Object.assign({}, right, other));

const secretTexts = fc.string({ unit: "binary" }).map((text) => `${text}${marker}`);

const secretValues = fc.oneof(
    secretTexts,
    fc.constantFrom<unknown[]>(
        `plain:me:${marker}`,
        `https://me:${marker}@auth`,
        `[{"id":"${marker}"}]`,
        `-----BEGIN CERTIFICATE-----\n${marker}`,
        [marker],
        { [marker]: { a: 1 } },
        { [marker]: { [marker]: { stable_field_index: 0 } } },
        [{ id: marker, version_data: { [marker]: {} } }],
        [
            {
                id: marker,
                name: marker,
                version_data: { default: { endpoints: [{ id: marker, method: "GET", path_regex: marker }] } },
                proxy: { target_url: marker, port: marker },
            },
        ],
        { existingSecret: { name: marker, key: "k" } },
    ),
);

const secretSettings = mostly(
    fc.record({ JWT_SECRET_KEY: fc.string().map((text) => `${text}${marker}`) }),
    fc.oneof(
        secretTexts,
        fc.dictionary(fc.oneof(fc.constantFrom(...defaultCatalogue.names), fc.string()), secretValues, { maxKeys: 3 }),
    ),
);

const words = mostly(fc.constantFrom("a", "b.c", "d-1"), fc.string({ maxLength: 5 }));
const labels = fc.dictionary(fc.constantFrom("a", "example.com/a", "b"), words, { maxKeys: 2 });
const keyReference = fc.record({ name: fc.constantFrom("a", "b.c"), key: fc.constantFrom("k", "tls.crt") });

const selector = fc.record(
    {
        matchLabels: labels,
        matchExpressions: fc.constantFrom(
            [{ key: "a", operator: "Exists" }],
            [{ key: "a", operator: "In", values: ["b", ""] }],
        ),
    },
    { requiredKeys: [] },
);

const peer = fc.oneof(
    fc.constantFrom(
        { ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } },
        { ipBlock: { cidr: "10.1.2.3/8" } },
        { ipBlock: { cidr: "fd00::/8" } },
        { ipBlock: { cidr: "0.0.0.0/0" } },
    ),
    fc.record({ podSelector: selector }),
    fc.record({ namespaceSelector: selector, podSelector: selector }),
);
const peers = fc.array(peer, { maxLength: 2 });

const egressRule = fc.record(
    {
        to: peers,
        ports: fc.array(
            fc.constantFrom(
                { port: 443 },
                { port: "dns", protocol: "UDP" },
                { port: "8080", endPort: 8090 },
                { protocol: "SCTP", port: 65535 },
                { protocol: "TCP" },
            ),
            { maxLength: 2 },
        ),
    },
    { requiredKeys: [] },
);

const toleration = fc.constantFrom(
    { operator: "Exists" },
    { key: "a", value: "b", effect: "NoSchedule" },
    { key: "example.com/a", operator: "Exists", effect: "NoExecute", tolerationSeconds: 60 },
    { key: "a", operator: "Equal" },
);

const podAffinityTerm = fc.record(
    { labelSelector: selector, namespaceSelector: selector, namespaces: fc.constantFrom([], ["a", "b"]) },
    { requiredKeys: [] },
);
const podAffinity = fc.record(
    {
        requiredDuringSchedulingIgnoredDuringExecution: fc.array(
            podAffinityTerm.map((term) => ({ ...term, topologyKey: "kubernetes.io/hostname" })),
            { maxLength: 2 },
        ),
        preferredDuringSchedulingIgnoredDuringExecution: fc.array(
            fc.record({
                weight: fc.integer({ min: 1, max: 100 }),
                podAffinityTerm: podAffinityTerm.map((term) => ({ ...term, topologyKey: "a/b" })),
            }),
            { maxLength: 1 },
        ),
    },
    { requiredKeys: [] },
);
const nodeTerm = fc.constantFrom(
    {},
    { matchExpressions: [{ key: "a", operator: "Gt", values: ["5"] }] },
    { matchExpressions: [{ key: "a/b", operator: "NotIn", values: ["c"] }] },
    { matchFields: [{ key: "metadata.name", operator: "In", values: ["n"] }] },
);
const affinity = fc.record(
    {
        nodeAffinity: fc.record(
            {
                requiredDuringSchedulingIgnoredDuringExecution: fc.record({
                    nodeSelectorTerms: fc.array(nodeTerm, { minLength: 1, maxLength: 2 }),
                }),
                preferredDuringSchedulingIgnoredDuringExecution: fc.array(
                    fc.record({ weight: fc.integer({ min: 1, max: 100 }), preference: nodeTerm }),
                    { maxLength: 1 },
                ),
            },
            { requiredKeys: [] },
        ),
        podAffinity,
        podAntiAffinity: podAffinity,
    },
    { requiredKeys: [] },
);

/** What goes together, so that it is mostly right. */
const methods = fc.oneof(
    { weight: 10, arbitrary: fc.constant({}) },
    fc.constantFrom<Values[]>(
        { method: "manifests" },
        { method: "helm" },
        { method: "helm", chart: { version: "2.1.3", values: { a: { b: [1, "c", true] } } } },
        { method: "helm", chart: { path: "charts/rig" } },
        { chart: { path: "a" } },
    ),
);
const services = fc.oneof(
    {
        weight: 5,
        arbitrary: fc.constantFrom<Values[]>({}, { serviceType: "NodePort" }, { serviceType: "LoadBalancer" }),
    },
    fc.constantFrom<Values[]>({ serviceType: "NodePort", nodeAddress: "203.0.113.7" }, { nodeAddress: "node" }),
);
const cookies = fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    keyReference.map((existingSecret) => ({ cookie: { existingSecret } })),
    fc.constantFrom<Values[]>(
        { cookieValue: `${marker}${"aB3".repeat(20)}` },
        { cookieValue: marker },
        { cookie: marker },
    ),
);
const certificates = fc.oneof(
    { weight: 8, arbitrary: fc.constant({}) },
    fc.constantFrom<Values[]>(
        { tls: { existingSecret: "edge" } },
        { tls: { issuer: { name: "ca" } } },
        { tls: { issuer: { name: "ca", kind: "ClusterIssuer" }, hosts: ["*.example.com", "push.example.com"] } },
        { tls: { existingSecret: "edge", hosts: ["a"] } },
    ),
);

/** Some of the quantities, each right for its resource. */
function quantities(cpu: unknown[], memory: unknown[]): fc.Arbitrary<unknown> {
    const each = { cpu: fc.constantFrom(...cpu), memory: fc.constantFrom(...memory) };
    return fc.record(each, { requiredKeys: [] });
}

const resources = fc.record({
    requests: quantities(["100m", "0.5", 1], ["256Mi", "1Gi", 2e8]),
    limits: quantities(["1500m", 2], ["1.5Gi", "2e9"]),
});

const id = fc.integer({ min: 1, max: 2 ** 31 - 1 });

const others = fc.record(
    {
        name: mostly(fc.constantFrom("rig", "edge", "reactive-interaction-gateway", "a".repeat(25))),
        namespace: mostly(fc.constantFrom("n", "rig-prod", "1a")),
        createNamespace: mostly(fc.boolean()),
        protect: mostly(fc.boolean()),
        clusterDomain: mostly(fc.constantFrom("cluster.local", "k8s.example.org")),
        settings,
        secretSettings,
        extraEnv: fc.dictionary(
            fc.constantFrom("A", "ORDERS", "_b"),
            mostly(
                fc.oneof(
                    fc.string(),
                    fc.string({ unit: "binary" }),
                    fc.integer(),
                    fc.boolean(),
                    keyReference.map((existingSecret) => ({ existingSecret })),
                    keyReference.map((existingConfigMap) => ({ existingConfigMap })),
                ),
            ),
            { maxKeys: 3 },
        ),
        image: mostly(
            fc.constantFrom(
                { tag: "aws-3.0.0" },
                { digest: `sha256:${"a".repeat(64)}` },
                { tag: "aws-1", repository: "registry.example.com:5000/a/rig", pullSecrets: ["a", "b.c"] },
                { tag: "aws-1", pullPolicy: "Always" },
            ),
        ),
        replicas: mostly(fc.integer({ min: 0, max: 5 })),
        autoscaling: mostly(
            fc.record(
                {
                    min: fc.integer({ min: 1, max: 2 }),
                    max: fc.integer({ min: 2, max: 5 }),
                    cpu: fc.constantFrom(70, 300),
                    memory: fc.constantFrom(70, 300),
                    behavior: fc.constantFrom(
                        {},
                        { scaleDown: { stabilizationWindowSeconds: 0, selectPolicy: "Disabled" } },
                        { scaleUp: { policies: [{ type: "Percent", value: 50, periodSeconds: 60 }] } },
                    ),
                },
                { requiredKeys: ["min", "max", "cpu"] },
            ),
        ),
        resources: mostly(resources),
        runAs: mostly(
            fc.oneof(
                fc.constant({ assignedByPlatform: true }),
                fc.record({ user: id, group: id, fsGroup: id }, { requiredKeys: [] }),
            ),
        ),
        labels: mostly(labels),
        podAnnotations: mostly(fc.dictionary(fc.constantFrom("a", "b"), fc.string({ unit: "binary" }), { maxKeys: 2 })),
        serviceAnnotations: mostly(
            fc.dictionary(fc.constantFrom("a", "example.com/b"), fc.string({ unit: "binary" }), { maxKeys: 2 }),
        ),
        clusterCheck: mostly(fc.oneof(fc.boolean(), fc.constant({}), fc.record({ resources: mostly(resources) }))),
        nodeSelector: mostly(labels),
        tolerations: mostly(fc.array(toleration, { maxLength: 2 })),
        affinity: mostly(affinity),
        priorityClassName: mostly(fc.constantFrom("high", "system-cluster-critical")),
        networkPolicy: mostly(
            fc.record(
                {
                    enabled: fc.boolean(),
                    publicFrom: peers,
                    adminFrom: peers,
                    egressTo: fc.array(egressRule, { maxLength: 2 }),
                    dns: egressRule,
                },
                { requiredKeys: [] },
            ),
        ),
        readinessProbe: mostly(fc.record({ initialDelaySeconds: mostly(fc.integer({ min: 0, max: 90 })) })),
        disruptionBudget: mostly(
            fc.oneof(
                fc.record({ minAvailable: fc.constantFrom(0, 1, "2", "50%") }),
                fc.record({ maxUnavailable: fc.constantFrom(1, "1", "100%") }),
            ),
        ),
        minReadySeconds: mostly(fc.integer({ min: 0, max: 60 })),
        deployTimeout: mostly(fc.integer({ min: 151, max: 9000 })),
        kubernetes: mostly(fc.constant({ context: "here" })),
        kubeconfig: mostly(fc.constantFrom("/kubeconfig", "~/.kube/config", `apiVersion: v1\nusers: [${marker}]\n`)),
    },
    { requiredKeys: [] },
);

const adoptions = fc.oneof(
    { weight: 10, arbitrary: fc.constant({}) },
    fc.constantFrom<Values[]>(
        { objectNames: { deployment: "edge", service: "edge", headlessService: "edge-nodes" } },
        { objectNames: { service: "b" }, adopt: "import" },
        { adopt: "replace" },
        { instance: { stack: "prod" } },
    ),
);

/** Full keys of the values that are secrets. */
export const secretKeys = ["rig:secretSettings", "rig:cookieValue", "rig:kubeconfig"];

/** Whole configurations of a stack, right ones and wrong ones. */
export const configurations: fc.Arbitrary<Values> = fc
    .tuple(others, methods, services, cookies, certificates, adoptions)
    .map((parts) => parts.reduce<Values>((all, part) => ({ ...all, ...part }), { image: { tag: "aws-3.0.0" } }));
