import { ports } from "./ports";
import { kafkaTopic, kinesisName, natsSource } from "./brokerNames";
import { readApis } from "./documents/proxyConfig";
import { readExtractors } from "./documents/extractors";
import * as kinds from "./valueTypes";
import type { ValueType } from "./valueTypes";

/** Groups of variables, in the order in which people read about them. */
export const groups = [
    "HTTP",
    "HTTPS",
    "Events and APIs",
    "Authorization",
    "Kafka",
    "NATS",
    "Kinesis",
    "Logs and metrics",
    "Tracing",
] as const;

/**
 * Whether a value is a secret: `always`; `content` when it is a file's content, but not its path; `possibly` when the
 * user decides by putting it into `settings` or `secretSettings`.
 */
export type Secrecy = "always" | "content" | "possibly";

/** Without what a variable has no use. */
export interface Requirement {
    /** The variable that has to be set. */
    readonly variable: string;
    /** The text that it has to be, or to have among its items. */
    readonly value?: string;
}

/** One of RIG's variables. */
export interface Variable {
    readonly group: (typeof groups)[number];
    readonly type: ValueType;
    /** What holds when it is left out, in words. */
    readonly default: string;
    /** What it means, in one line. */
    readonly description: string;
    readonly secret?: Secrecy;
    readonly requires?: Requirement;
}

const https: Requirement = { variable: "HTTPS_CERTFILE" };
const kafka: Requirement = { variable: "KAFKA_BROKERS" };
const kafkaTls: Requirement = { variable: "KAFKA_SSL_ENABLED", value: "true" };
const kafkaLog: Requirement = { variable: "REQUEST_LOG", value: "kafka" };
const nats: Requirement = { variable: "NATS_SERVERS" };
const kinesis: Requirement = { variable: "KINESIS_ENABLED", value: "true" };
const jaeger: Requirement = { variable: "JAEGER_HOST" };
const zipkin: Requirement = { variable: "ZIPKIN_ADDR" };

const connections = kinds.number(1, undefined, "per minute");
const topic = kinds.pattern(kafkaTopic.expression, `a Kafka topic of ${kafkaTopic.words}`);
const topics = kinds.listOf(topic, `a list of Kafka topics, each of ${kafkaTopic.words}`);
const subject = kinds.pattern(natsSource.expression, `a NATS subject: ${natsSource.words}`);
const subjects = kinds.listOf(subject, "a list of NATS subjects");
const hosts = kinds.listOf(kinds.hostAndPort, "a list of host:port, without schemes and IPv6 addresses");
const groupId = kinds.pattern(/^[^\s]+$/, "a text without spaces");
const region = kinds.pattern(/^[a-z]{2,}(-[a-z]+)+-\d+$/, "an AWS region such as eu-west-1");
const awsName = kinds.pattern(kinesisName.expression, kinesisName.words);

/** RIG's own default of `JWT_ALG`. */
export const defaultAlgorithm = "HS256";

/** RIG's own default of `JAEGER_PORT`. */
export const defaultJaegerPort = 6831;

/** What a group id or queue group is by default, unlike RIG's own. */
const ownGroup = "one of this gateway's own";

/**
 * RIG's variables that a user may set. Source: the configuration code of RIG 3.0.0; `JAEGER_*` and `ZIPKIN_*` are
 * missing in its Operator's Guide.
 */
export const catalogue: Readonly<Record<string, Variable>> = {
    INBOUND_PORT: {
        group: "HTTP",
        type: kinds.listenPort,
        default: String(ports.public),
        description: "Port of the pods for the proxy, SSE, WebSocket and long polling; the Service's port stays 4000",
    },
    API_HTTP_PORT: {
        group: "HTTP",
        type: kinds.listenPort,
        default: String(ports.admin),
        description: "Port of the pods for the internal API, dashboard and metrics; the Service's port stays 4010",
    },
    HOST: {
        group: "HTTP",
        type: kinds.host,
        default: "localhost",
        description: "Host name of the HTTP endpoints",
    },
    CORS: {
        group: "HTTP",
        type: kinds.origin,
        default: "*",
        description: "Access-Control-Allow-Origin of the public port",
    },
    MAX_CONNECTIONS_PER_MINUTE: {
        group: "HTTP",
        type: connections,
        default: "5000",
        description: "New SSE, WebSocket and long polling connections that a pod takes",
    },
    HTTPS_CERTFILE: {
        group: "HTTPS",
        type: kinds.certificateFile("certificate chain"),
        default: "none: no HTTPS",
        description: "Turns HTTPS on for the public and the internal endpoints, beside HTTP; simpler: `rig:tls`",
    },
    HTTPS_KEYFILE: {
        group: "HTTPS",
        type: kinds.keyFile("private key"),
        default: "none",
        description: "The certificate's private key",
        secret: "content",
        requires: https,
    },
    HTTPS_KEYFILE_PASS: {
        group: "HTTPS",
        type: kinds.line,
        default: "none",
        description: "The private key's passphrase",
        secret: "always",
        requires: { variable: "HTTPS_KEYFILE" },
    },
    INBOUND_HTTPS_PORT: {
        group: "HTTPS",
        type: kinds.listenPort,
        default: String(ports.publicTls),
        description: "Port of the pods for public HTTPS; the Service's port stays 4001",
        requires: https,
    },
    API_HTTPS_PORT: {
        group: "HTTPS",
        type: kinds.listenPort,
        default: String(ports.adminTls),
        description: "Port of the pods for internal HTTPS; the Service's port stays 4011",
        requires: https,
    },
    EXTRACTORS: {
        group: "Events and APIs",
        type: kinds.document("the fields of event types", readExtractors),
        default: "none",
        description: "Fields of events that subscriptions may filter by, per event type",
    },
    PROXY_CONFIG_FILE: {
        group: "Events and APIs",
        type: kinds.document("a list of API definitions", readApis),
        default: "none",
        description: "API definitions that the proxy starts with",
        secret: "possibly",
    },
    PROXY_RECV_TIMEOUT: {
        group: "Events and APIs",
        type: kinds.milliseconds,
        default: "5000",
        description: "How long a proxied request waits for its response",
    },
    PROXY_HTTP_ASYNC_RESPONSE_TIMEOUT: {
        group: "Events and APIs",
        type: kinds.milliseconds,
        default: "5000",
        description: "How long a proxied request waits for a response that is sent to RIG later, by HTTP",
    },
    SUBSCRIPTION_CHECK: {
        group: "Authorization",
        type: kinds.subscriptionCheck,
        default: "no_check",
        description: "Who may subscribe: anyone, who has a valid JWT, or whom the URL's service lets pass",
        secret: "possibly",
    },
    SUBMISSION_CHECK: {
        group: "Authorization",
        type: kinds.submissionCheck,
        default: "no_check",
        description:
            "Who may publish events over HTTP: RIG 3.0.0 refuses every event with any other value. Others are kept out by `networkPolicy.publicFrom`",
    },
    JWT_SECRET_KEY: {
        group: "Authorization",
        type: kinds.pattern(/[^]/, "the shared key (HS), or the public key's PEM text (RS)"),
        default: "none",
        description: "Key that JWTs are verified with",
        secret: "always",
    },
    JWT_ALG: {
        group: "Authorization",
        type: kinds.oneOf(["HS256", "HS384", "HS512", "RS256", "RS384", "RS512"]),
        default: defaultAlgorithm,
        description: "Algorithm of the JWTs",
        requires: { variable: "JWT_SECRET_KEY" },
    },
    JWT_SESSION_FIELD: {
        group: "Authorization",
        type: kinds.jsonPointer,
        default: "/jti",
        description: "Field of a JWT that tells its session, by which sessions are listed and revoked",
    },
    KAFKA_BROKERS: {
        group: "Kafka",
        type: hosts,
        default: "none: no Kafka",
        description: "Turns Kafka on; a few brokers are enough, RIG finds the others",
    },
    KAFKA_SOURCE_TOPICS: {
        group: "Kafka",
        type: topics,
        default: "rig",
        description: "Topics whose messages become events",
        requires: kafka,
    },
    KAFKATOFILTER_KAFKA_GROUP_ID: {
        group: "Kafka",
        type: groupId,
        default: ownGroup,
        description:
            "Consumer group for the source topics. Two clusters with the same one get half of the events each; to go on where a RIG of earlier stopped, set its group (`rig-kafka-to-filter`)",
        requires: kafka,
    },
    KAFKA_SERIALIZER: {
        group: "Kafka",
        type: kinds.oneOf(["avro"], "left out for JSON"),
        default: "JSON",
        description: "Format of messages that RIG produces",
        requires: kafka,
    },
    KAFKA_SCHEMA_REGISTRY_HOST: {
        group: "Kafka",
        type: kinds.baseUrl,
        default: "none",
        description: "Schema registry for Avro; without a scheme by http, without a port at the scheme's own",
        secret: "possibly",
        requires: kafka,
    },
    KAFKA_SASL: {
        group: "Kafka",
        type: kinds.pattern(/^plain:[^:\r\n]+:[^\r\n]+$/, "plain:USER:PASSWORD, without an end of line"),
        default: "none",
        description: "SASL credentials; without KAFKA_SSL_ENABLED they are sent in clear",
        secret: "always",
        requires: kafka,
    },
    KAFKA_SSL_ENABLED: {
        group: "Kafka",
        type: kinds.flag,
        default: "false",
        description: "TLS to the brokers",
        requires: kafka,
    },
    KAFKA_SSL_CA_CERTFILE: {
        group: "Kafka",
        type: kinds.certificateFile("CA bundle", true),
        default: "has to be said with KAFKA_SSL_ENABLED",
        description: "Certificates that the brokers' are signed with",
        requires: kafkaTls,
    },
    KAFKA_SSL_CERTFILE: {
        group: "Kafka",
        type: kinds.certificateFile("client certificate", true),
        default: "has to be said with KAFKA_SSL_ENABLED",
        description: "Client certificate for the brokers",
        requires: kafkaTls,
    },
    KAFKA_SSL_KEYFILE: {
        group: "Kafka",
        type: kinds.keyFile("private key", true),
        default: "has to be said with KAFKA_SSL_ENABLED",
        description: "The client certificate's private key",
        secret: "content",
        requires: kafkaTls,
    },
    KAFKA_SSL_KEYFILE_PASS: {
        group: "Kafka",
        type: kinds.line,
        default: "none",
        description: "The private key's passphrase",
        secret: "always",
        requires: { variable: "KAFKA_SSL_KEYFILE" },
    },
    KAFKA_LOG_TOPIC: {
        group: "Kafka",
        type: topic,
        default: "rig-request-log",
        description: "Topic of the request log",
        requires: kafkaLog,
    },
    KAFKA_LOG_SCHEMA: {
        group: "Kafka",
        type: kinds.line,
        default: "none",
        description: "Avro schema of the request log",
        requires: kafkaLog,
    },
    PROXY_KAFKA_RESPONSE_TOPICS: {
        group: "Kafka",
        type: topics,
        default: "rig-proxy-response",
        description: "Topics with the responses to proxied requests",
        requires: kafka,
    },
    PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID: {
        group: "Kafka",
        type: groupId,
        default: ownGroup,
        description: "Consumer group for the responses, one per cluster as well (RIG's own: `rig-proxy-response`)",
        requires: kafka,
    },
    PROXY_KAFKA_RESPONSE_TIMEOUT: {
        group: "Kafka",
        type: kinds.milliseconds,
        default: "5000",
        description: "How long a proxied request waits for its response",
        requires: kafka,
    },
    NATS_SERVERS: {
        group: "NATS",
        type: hosts,
        default: "none: no NATS",
        description: "Turns NATS on",
    },
    NATS_SOURCE_TOPICS: {
        group: "NATS",
        type: subjects,
        default: "rig",
        description: "Subjects whose messages become events",
        requires: nats,
    },
    NATSTOFILTER_QUEUE_GROUP: {
        group: "NATS",
        type: groupId,
        default: ownGroup,
        description: "Queue group for the source subjects, one per cluster (RIG's own: `rig-nats-to-filter`)",
        requires: nats,
    },
    PROXY_NATS_RESPONSE_TIMEOUT: {
        group: "NATS",
        type: kinds.milliseconds,
        default: "60000",
        description: "How long a proxied request waits for its response",
        requires: nats,
    },
    KINESIS_ENABLED: {
        group: "Kinesis",
        type: kinds.flag,
        default: "false",
        description:
            "Events from an AWS Kinesis stream; needs RIG's `aws-` image, the only one with Java, and AWS's credentials, for instance `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` in `rig:extraEnv`",
    },
    KINESIS_STREAM: {
        group: "Kinesis",
        type: awsName,
        default: "RIG-outbound",
        description: "The stream",
        requires: kinesis,
    },
    KINESIS_AWS_REGION: {
        group: "Kinesis",
        type: region,
        default: "eu-west-1",
        description: "The stream's region",
        requires: kinesis,
    },
    KINESIS_APP_NAME: {
        group: "Kinesis",
        type: awsName,
        default: ownGroup,
        description:
            "Name of the Kinesis application and of its DynamoDB table, one per cluster (RIG's own: `Reactive-Interaction-Gateway`)",
        requires: kinesis,
    },
    KINESIS_LOG_LEVEL: {
        group: "Kinesis",
        type: kinds.oneOf(["OFF", "SEVERE", "WARNING", "INFO", "CONFIG", "FINE", "FINER", "FINEST", "ALL"]),
        default: "INFO",
        description: "Log level of the Kinesis client",
        requires: kinesis,
    },
    KINESIS_CLIENT_JAR: {
        group: "Kinesis",
        type: kinds.path,
        default: "the image's",
        description: "The Kinesis client in an image of one's own",
        requires: kinesis,
    },
    KINESIS_OTP_JAR: {
        group: "Kinesis",
        type: kinds.path,
        default: "Erlang's own",
        description: "OtpErlang.jar in an image of one's own",
        requires: kinesis,
    },
    KINESIS_ENDPOINT: {
        group: "Kinesis",
        type: kinds.originUrl,
        default: "AWS's own",
        description: "Another Kinesis endpoint, for tests",
        secret: "possibly",
    },
    KINESIS_DYNAMODB_ENDPOINT: {
        group: "Kinesis",
        type: kinds.url,
        default: "AWS's own",
        description: "Another DynamoDB endpoint, for tests",
        secret: "possibly",
        requires: kinesis,
    },
    PROXY_KINESIS_REQUEST_REGION: {
        group: "Kinesis",
        type: region,
        default: "eu-west-1",
        description: "Region of the streams that APIs with the target kinesis write to",
    },
    PROXY_KINESIS_RESPONSE_TIMEOUT: {
        group: "Kinesis",
        type: kinds.milliseconds,
        default: "5000",
        description: "How long a request that is proxied to Kinesis waits for its response",
    },
    LOG_LEVEL: {
        group: "Logs and metrics",
        type: kinds.oneOf(
            ["debug", "info", "warn", "error"],
            "those that RIG documents; whether it knows others depends on the image's Elixir",
        ),
        default: "warn",
        description: "The least important messages that are logged",
    },
    LOG_FMT: {
        group: "Logs and metrics",
        type: kinds.oneOf(["erlang", "json", "gcl"]),
        default: "erlang",
        description: "Format of the log; gcl is Google Cloud's",
    },
    REQUEST_LOG: {
        group: "Logs and metrics",
        type: kinds.listOf(kinds.oneOf(["console", "kafka"]), "a list of console and kafka"),
        default: "none",
        description: "Where proxied requests are logged",
    },
    PROMETHEUS_METRICS_ENABLED: {
        group: "Logs and metrics",
        type: kinds.flag,
        default: "true",
        description: "Metrics at /metrics of the internal port; RIG's second metrics port 9568 ignores it",
    },
    JAEGER_HOST: {
        group: "Tracing",
        type: kinds.host,
        default: "none: no tracing",
        description: "Jaeger agent",
    },
    JAEGER_PORT: {
        group: "Tracing",
        type: kinds.port,
        default: String(defaultJaegerPort),
        description: "Its UDP port",
        requires: jaeger,
    },
    JAEGER_SERVICE_NAME: {
        group: "Tracing",
        type: kinds.line,
        default: "rig",
        description: "Name of the gateway in Jaeger",
        requires: jaeger,
    },
    ZIPKIN_ADDR: {
        group: "Tracing",
        type: kinds.collectorUrl,
        default: "none: no tracing",
        description: "Zipkin collector",
        secret: "possibly",
    },
    ZIPKIN_SERVICE_NAME: {
        group: "Tracing",
        type: kinds.line,
        default: "rig",
        description: "Name of the gateway in Zipkin",
        requires: zipkin,
    },
};

/** Names of RIG's variables that a user may set. */
export const variableNames: readonly string[] = Object.keys(catalogue);

const rows = new Map(Object.entries(catalogue));

/** The row of a variable, if RIG reads it and a user may set it. */
export function variable(name: string): Variable | undefined {
    return rows.get(name);
}

/** Whether a value may come from a Secret that exists already. */
export function takesSecret({ type: kind, secret }: Variable): boolean {
    return secret !== undefined || kinds.isMounted(kind);
}

/** Whether a value may come from a ConfigMap that exists already. */
export function takesConfigMap({ type: kind, secret }: Variable): boolean {
    return kinds.isMounted(kind) && secret !== "content";
}
