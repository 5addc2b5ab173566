import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isRecord } from "../../../components/validation/record";
import { fixture } from "../../fixtures";
import type { Configuration } from "../stack";
import { twoGateways } from "./recordings";

const root = join(__dirname, "..", "..", "..");

/** Something that is in a namespace before the gateway is. */
interface ExistingObject {
    readonly kind: "Secret" | "ConfigMap";
    readonly name: string;
    readonly type?: string;
    readonly data: Readonly<Record<string, string>>;
}

/** A stack that is recorded. */
export interface RecordedStack {
    readonly kind: string;
    /** What its stack file says; of an adopted one, without the step. */
    readonly configuration: Configuration;
    /** Secrets of its stack file, by their paths. */
    readonly secrets?: Readonly<Record<string, string>>;
    /** What is there beforehand, in a namespace that isn't the stack's then. */
    readonly existing?: readonly ExistingObject[];
    /** By what the gateway was deployed before the stack adopted it. */
    readonly adoptedFrom?: "kubectl" | "helm";
}

function committed(stack: string): Configuration {
    const file: unknown = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8"));
    if (!isRecord(file) || !isRecord(file.config)) {
        throw new Error(`Pulumi.${stack}.yaml has no configuration`);
    }
    return file.config;
}

const small = { "rig:replicas": 2, "rig:minReadySeconds": 0 };
const chart = { "rig:method": "helm", "rig:chart": { path: "tests/fixtures/charts/reactive-interaction-gateway" } };
const jwtKey = "a key for tokens of thirty-two bytes";
const cookie = "RecordedCookieRecordedCookieRecordedCookie01";

const endpoints = [
    { id: "list", method: "GET", path_regex: "/orders" },
    { id: "one", method: "GET", path_regex: "/orders/([^/]+)", secured: true },
    { id: "send", method: "POST", path_regex: "/orders", target: "kafka", topic: "orders", response_from: "kafka" },
    { id: "replaced", method: "PUT", path_regex: "/v1/orders/(\\d+)", path_replacement: "/orders/\\1" },
    { id: "marked", method: "DELETE", path_regex: "/orders/(\\d+)", transform_request_headers: true },
];
const apis = [
    {
        id: "orders",
        name: "orders",
        auth_type: "jwt",
        versioned: false,
        version_data: { default: { endpoints, transform_request_headers: { add_headers: { "x-from": "rig" } } } },
        proxy: { target_url: "http://orders.shop", port: 8080 },
    },
];
const extractors = {
    "com.example.order": {
        customer: {
            stable_field_index: 0,
            event: { json_pointer: "/data/customer" },
            jwt: { json_pointer: "/customer" },
        },
    },
};

/** Documents as text that JSON.stringify would write otherwise. */
const openApis = `[ {
  "proxy": {"port": 3000, "use_env": true, "target_url": "STOCK_HOST"},
  "name": "stock", "id": "stock",
  "version_data": {"default": {"endpoints": [
    {"method": "GET", "id": "all", "path_regex": "/stock"},
    {"method": "POST", "id": "order", "path_regex": "/stock", "target": "nats", "topic": "stock.orders", "response_from": "nats"}
  ]}}
} ]
`;

/** Each kind of stack that there is, with all that its objects may have. */
export const stacks: readonly RecordedStack[] = [
    { kind: "dev", configuration: committed("dev") },
    { kind: "prod", configuration: committed("prod") },
    {
        kind: "settings",
        configuration: {
            ...small,
            "rig:createNamespace": false,
            "rig:serviceType": "NodePort",
            "rig:nodeAddress": "203.0.113.7",
            "rig:image": { pullPolicy: "Always", pullSecrets: ["registry"] },
            "rig:tls": { existingSecret: "edge" },
            "rig:settings": {
                LOG_LEVEL: "info",
                LOG_FMT: "json",
                REQUEST_LOG: ["console", "kafka"],
                MAX_CONNECTIONS_PER_MINUTE: 10000,
                CORS: "https://app.example.com",
                SUBSCRIPTION_CHECK: "jwt_validation",
                KAFKA_BROKERS: ["kafka-0.kafka:9093", "10.1.2.3:9093"],
                KAFKA_SOURCE_TOPICS: ["orders", "customers"],
                KAFKA_SSL_ENABLED: true,
                KAFKA_SSL_CA_CERTFILE: { existingConfigMap: { name: "kafka-ca", key: "ca.crt" } },
                KAFKA_SSL_CERTFILE: "tests/fixtures/tls.crt",
                NATS_SERVERS: ["nats:4222"],
                NATS_SOURCE_TOPICS: ["orders.>"],
                PROXY_CONFIG_FILE: apis,
                EXTRACTORS: extractors,
                JAEGER_HOST: "jaeger-agent.tracing",
                ZIPKIN_ADDR: "http://zipkin.tracing:9411/api/v2/spans",
            },
            "rig:extraEnv": {
                TEAM: "edge",
                TOKEN: { existingSecret: { name: "tokens", key: "token" } },
                REGION: { existingConfigMap: { name: "region", key: "name" } },
            },
            "rig:resources": { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "2", memory: "1Gi" } },
            "rig:nodeSelector": { "kubernetes.io/os": "linux" },
            "rig:tolerations": [{ key: "edge", operator: "Exists" }],
            "rig:affinity": {
                nodeAffinity: {
                    preferredDuringSchedulingIgnoredDuringExecution: [
                        { weight: 1, preference: { matchExpressions: [{ key: "pool", operator: "Exists" }] } },
                    ],
                },
            },
            "rig:podAnnotations": { "example.com/team": "edge" },
            "rig:serviceAnnotations": { "example.com/exposed": "yes" },
            "rig:labels": { team: "edge" },
            "rig:networkPolicy": {
                publicFrom: [{ namespaceSelector: { matchLabels: { team: "web" } } }],
                adminFrom: [{ namespaceSelector: { matchLabels: { team: "ops" } } }],
                egressTo: [{ to: [{ ipBlock: { cidr: "203.0.113.0/24" } }], ports: [{ port: 443 }] }],
                dns: { to: [{ namespaceSelector: {} }], ports: [{ protocol: "UDP", port: 53 }] },
            },
            "rig:clusterCheck": true,
            "rig:deployTimeout": 300,
        },
        secrets: {
            "rig:cookieValue": cookie,
            "rig:secretSettings.JWT_SECRET_KEY": jwtKey,
            "rig:secretSettings.KAFKA_SASL": "plain:edge:of-no-value",
            "rig:secretSettings.KAFKA_SSL_KEYFILE": "tests/fixtures/tls.key",
        },
        existing: [
            {
                kind: "Secret",
                name: "edge",
                type: "kubernetes.io/tls",
                data: { "tls.crt": fixture("tls.crt"), "tls.key": fixture("tls.key") },
            },
            {
                kind: "Secret",
                name: "registry",
                type: "kubernetes.io/dockerconfigjson",
                data: { ".dockerconfigjson": '{"auths":{}}' },
            },
            { kind: "ConfigMap", name: "kafka-ca", data: { "ca.crt": fixture("tls.crt") } },
            { kind: "Secret", name: "tokens", data: { token: "of-no-value" } },
            { kind: "ConfigMap", name: "region", data: { name: "eu" } },
        ],
    },
    {
        kind: "documents",
        configuration: {
            ...small,
            "rig:image": { tag: "aws-3.0.0" },
            "rig:resources": { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "1Gi" } },
            "rig:settings": {
                NATS_SERVERS: ["nats-0.nats:4222", "nats-1.nats:4222"],
                KINESIS_ENABLED: true,
                KINESIS_STREAM: "orders",
                PROXY_CONFIG_FILE: openApis,
                EXTRACTORS: "tests/fixtures/states/extractors.json",
            },
            "rig:extraEnv": { STOCK_HOST: "http://stock.shop" },
            "rig:clusterCheck": true,
        },
    },
    {
        kind: "existing",
        configuration: {
            ...small,
            "rig:createNamespace": false,
            "rig:cookie": { existingSecret: { name: "erlang", key: "cookie" } },
            "rig:settings": {
                KAFKA_BROKERS: ["kafka:9092"],
                PROXY_CONFIG_FILE: { existingConfigMap: { name: "documents", key: "apis.json" } },
                EXTRACTORS: { existingConfigMap: { name: "documents", key: "extractors.json" } },
                SUBSCRIPTION_CHECK: "jwt_validation",
                JWT_SECRET_KEY: { existingSecret: { name: "jwt", key: "key" } },
                KAFKA_SASL: { existingSecret: { name: "kafka", key: "sasl" } },
            },
            "rig:clusterCheck": true,
        },
        existing: [
            { kind: "Secret", name: "erlang", data: { cookie } },
            { kind: "Secret", name: "jwt", data: { key: jwtKey } },
            { kind: "Secret", name: "kafka", data: { sasl: "plain:edge:of-no-value" } },
            {
                kind: "ConfigMap",
                name: "documents",
                data: { "apis.json": JSON.stringify(apis), "extractors.json": JSON.stringify(extractors) },
            },
        ],
    },
    {
        kind: "helm",
        configuration: {
            ...small,
            ...chart,
            "rig:serviceType": "LoadBalancer",
            "rig:settings": {
                LOG_LEVEL: "info",
                KAFKA_BROKERS: ["10.1.2.3:9092"],
                PROXY_CONFIG_FILE: apis,
                EXTRACTORS: JSON.stringify(extractors, null, 2),
            },
            "rig:networkPolicy": { adminFrom: [{ podSelector: { matchLabels: { role: "operator" } } }] },
            "rig:clusterCheck": true,
        },
        secrets: { "rig:secretSettings.JWT_SECRET_KEY": jwtKey },
    },
    {
        kind: "rotated",
        configuration: {
            ...small,
            "rig:cookie": { rotation: 1 },
            "rig:autoscaling": { min: 2, max: 4, cpu: 70 },
            "rig:disruptionBudget": { minAvailable: "1" },
            "rig:settings": {
                KAFKA_BROKERS: ["kafka:9092"],
                JWT_SECRET_KEY: { existingSecret: { name: "jwt", key: "key" } },
            },
            "rig:createNamespace": false,
        },
        existing: [{ kind: "Secret", name: "jwt", data: { key: jwtKey } }],
    },
    {
        kind: "applied",
        adoptedFrom: "kubectl",
        configuration: {
            ...small,
            "rig:createNamespace": false,
            "rig:name": "reactive-interaction-gateway",
            "rig:settings": { KAFKA_BROKERS: ["10.1.2.3:9092"], KAFKATOFILTER_KAFKA_GROUP_ID: "rig-kafka-to-filter" },
        },
    },
    {
        kind: "installed",
        adoptedFrom: "helm",
        configuration: {
            ...small,
            "rig:createNamespace": false,
            "rig:objectNames": { deployment: "edge", service: "edge", headlessService: "edge-headless" },
            "rig:serviceType": "NodePort",
            "rig:clusterCheck": true,
        },
    },
    { kind: twoGateways, configuration: { "two-gateways:context": String(process.env.RIG_CONTEXT) } },
];
