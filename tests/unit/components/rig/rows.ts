import { fixture } from "../../../fixtures";
import type { Values } from "../../configuration";

const [certificate, key] = [fixture("tls.crt"), fixture("tls.key")];

const kafka = { KAFKA_BROKERS: ["kafka:9092"] };
const kafkaTls = {
    ...kafka,
    KAFKA_SSL_ENABLED: true,
    KAFKA_SSL_CA_CERTFILE: "none",
    KAFKA_SSL_CERTFILE: "/c",
    KAFKA_SSL_KEYFILE: "/k",
};
const avro = { ...kafka, KAFKA_SERIALIZER: "avro", KAFKA_SCHEMA_REGISTRY_HOST: "r:1" };
const kafkaLog = { ...kafka, REQUEST_LOG: ["kafka"] };
const nats = { NATS_SERVERS: ["nats:4222"] };
const kinesis = { KINESIS_ENABLED: true };
const https = { HTTPS_CERTFILE: "/c", HTTPS_KEYFILE: "/k" };

const definition = {
    id: "orders",
    name: "orders",
    version_data: { default: { endpoints: [{ id: "all", method: "GET", path_regex: "/orders" }] } },
    proxy: { target_url: "http://orders", port: 3000 },
};
const extractors = { greeting: { name: { stable_field_index: 1, event: { json_pointer: "/name" } } } };

/** A variable: how a stack file says a good value, what RIG reads, and a bad value. */
export interface Row {
    readonly name: string;
    readonly good: unknown;
    readonly text: string;
    readonly bad: unknown;
    readonly others?: Values;
    readonly place?: "configMap" | "secret" | "file" | "secret file";
}

/** Every variable of RIG. */
export const rows: Row[] = [
    { name: "INBOUND_PORT", good: 8080, text: "8080", bad: 80 },
    { name: "API_HTTP_PORT", good: "8081", text: "8081", bad: "8081/tcp" },
    { name: "HOST", good: "push.example.com", text: "push.example.com", bad: "http://push" },
    { name: "CORS", good: "https://app.example.com", text: "https://app.example.com", bad: "https://app/path" },
    { name: "MAX_CONNECTIONS_PER_MINUTE", good: 100, text: "100", bad: 0 },
    {
        name: "HTTPS_CERTFILE",
        good: certificate,
        text: certificate,
        bad: certificate.replace("M", "!"),
        others: { HTTPS_KEYFILE: "/k" },
        place: "file",
    },
    {
        name: "HTTPS_KEYFILE",
        good: key,
        text: key,
        bad: "-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----",
        others: { HTTPS_CERTFILE: "/c" },
        place: "secret file",
    },
    { name: "HTTPS_KEYFILE_PASS", good: "pa$$ word", text: "pa$$ word", bad: "", others: https, place: "secret" },
    { name: "INBOUND_HTTPS_PORT", good: 8443, text: "8443", bad: 9100, others: https },
    { name: "API_HTTPS_PORT", good: 8444, text: "8444", bad: 4000, others: https },
    {
        name: "EXTRACTORS",
        good: extractors,
        text: JSON.stringify(extractors),
        bad: { greeting: { name: {} } },
        place: "file",
    },
    {
        name: "PROXY_CONFIG_FILE",
        good: [definition],
        text: JSON.stringify([definition]).replace('"/orders"', '"^^(?:/orders)$"'),
        bad: [{ ...definition, proxy: { target_url: "http://orders" } }],
        place: "file",
    },
    { name: "PROXY_RECV_TIMEOUT", good: 10000, text: "10000", bad: "10s" },
    { name: "PROXY_HTTP_ASYNC_RESPONSE_TIMEOUT", good: 1, text: "1", bad: 0 },
    { name: "SUBSCRIPTION_CHECK", good: "NO_CHECK", text: "no_check", bad: "https://auth/Check" },
    { name: "SUBMISSION_CHECK", good: "NO_CHECK", text: "no_check", bad: "jwt_validation" },
    { name: "JWT_SECRET_KEY", good: "s3cr3t", text: "s3cr3t", bad: "", place: "secret" },
    {
        name: "JWT_ALG",
        good: "HS512",
        text: "HS512",
        bad: "ES256",
        others: { JWT_SECRET_KEY: { existingSecret: { name: "jwt", key: "k" } } },
    },
    { name: "JWT_SESSION_FIELD", good: "/data/userId", text: "/data/userId", bad: "jti" },
    { name: "KAFKA_BROKERS", good: ["k0:9092", "10.0.0.1:9093"], text: "k0:9092,10.0.0.1:9093", bad: ["k0"] },
    { name: "KAFKA_SOURCE_TOPICS", good: ["a", "b"], text: "a,b", bad: ["a b"], others: kafka },
    { name: "KAFKA_SERIALIZER", good: "AVRO", text: "avro", bad: "json", others: avro },
    {
        name: "KAFKA_SCHEMA_REGISTRY_HOST",
        good: "https://r:8081/",
        text: "https://r:8081",
        bad: "r:8081?a=b",
        others: kafka,
    },
    {
        name: "KAFKA_SASL",
        good: "plain:me:a:b",
        text: "plain:me:a:b",
        bad: "scram:me:b",
        others: kafka,
        place: "secret",
    },
    {
        name: "KAFKA_SSL_ENABLED",
        good: "yes",
        text: "true",
        bad: "on",
        others: { ...kafka, KAFKA_SSL_CA_CERTFILE: "none", KAFKA_SSL_CERTFILE: "none", KAFKA_SSL_KEYFILE: "none" },
    },
    { name: "KAFKA_SSL_CA_CERTFILE", good: certificate, text: certificate, bad: key, others: kafkaTls, place: "file" },
    { name: "KAFKA_SSL_CERTFILE", good: "/etc/c", text: "/etc/c", bad: "missing.pem", others: kafkaTls },
    { name: "KAFKA_SSL_KEYFILE", good: key, text: key, bad: certificate, others: kafkaTls, place: "secret file" },
    { name: "KAFKA_SSL_KEYFILE_PASS", good: "p", text: "p", bad: "", others: kafkaTls, place: "secret" },
    {
        name: "KAFKATOFILTER_KAFKA_GROUP_ID",
        good: "rig-kafka-to-filter",
        text: "rig-kafka-to-filter",
        bad: "a b",
        others: kafka,
    },
    { name: "KAFKA_LOG_TOPIC", good: "log", text: "log", bad: "log,log", others: kafkaLog },
    {
        name: "KAFKA_LOG_SCHEMA",
        good: "rigRequest-value",
        text: "rigRequest-value",
        bad: "",
        others: { ...avro, ...kafkaLog },
    },
    { name: "PROXY_KAFKA_RESPONSE_TOPICS", good: "a, b", text: "a,b", bad: "a,,b", others: kafka },
    { name: "PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID", good: "g", text: "g", bad: "", others: kafka },
    { name: "PROXY_KAFKA_RESPONSE_TIMEOUT", good: 5000, text: "5000", bad: -1, others: kafka },
    { name: "NATS_SERVERS", good: "n0:4222,n1:4222", text: "n0:4222,n1:4222", bad: "nats://n0:4222" },
    { name: "NATS_SOURCE_TOPICS", good: ["a.>", "b.*"], text: "a.>,b.*", bad: [], others: nats },
    { name: "NATSTOFILTER_QUEUE_GROUP", good: "g", text: "g", bad: "g h", others: nats },
    { name: "PROXY_NATS_RESPONSE_TIMEOUT", good: 60000, text: "60000", bad: 2 ** 32, others: nats },
    { name: "KINESIS_ENABLED", good: true, text: "true", bad: "maybe" },
    { name: "KINESIS_CLIENT_JAR", good: "./client.jar", text: "./client.jar", bad: "a b", others: kinesis },
    { name: "KINESIS_OTP_JAR", good: "/otp.jar", text: "/otp.jar", bad: "", others: kinesis },
    { name: "KINESIS_LOG_LEVEL", good: "finest", text: "FINEST", bad: "TRACE", others: kinesis },
    { name: "KINESIS_APP_NAME", good: "edge", text: "edge", bad: "edge app", others: kinesis },
    { name: "KINESIS_AWS_REGION", good: "us-gov-east-1", text: "us-gov-east-1", bad: "Ireland", others: kinesis },
    { name: "KINESIS_STREAM", good: "events", text: "events", bad: "a/b", others: kinesis },
    {
        name: "KINESIS_ENDPOINT",
        good: "http://kinesis:4567",
        text: "http://kinesis:4567",
        bad: "kinesis",
        others: kinesis,
    },
    {
        name: "KINESIS_DYNAMODB_ENDPOINT",
        good: "http://dynamo:1",
        text: "http://dynamo:1",
        bad: "x:1",
        others: kinesis,
    },
    { name: "PROXY_KINESIS_REQUEST_REGION", good: "eu-west-1", text: "eu-west-1", bad: "eu" },
    { name: "PROXY_KINESIS_RESPONSE_TIMEOUT", good: 1, text: "1", bad: "1.5" },
    { name: "LOG_LEVEL", good: "WARN", text: "warn", bad: "warning" },
    { name: "LOG_FMT", good: "GCL", text: "gcl", bad: "text" },
    { name: "REQUEST_LOG", good: ["console", "kafka"], text: "console,kafka", bad: ["file"], others: kafka },
    { name: "PROMETHEUS_METRICS_ENABLED", good: 0, text: "false", bad: 2 },
    { name: "JAEGER_HOST", good: "jaeger-agent.tracing", text: "jaeger-agent.tracing", bad: "http://jaeger" },
    { name: "JAEGER_PORT", good: 6831, text: "6831", bad: "tcp://10.0.0.1:6831", others: { JAEGER_HOST: "j" } },
    { name: "JAEGER_SERVICE_NAME", good: "edge", text: "edge", bad: "", others: { JAEGER_HOST: "j" } },
    { name: "ZIPKIN_ADDR", good: "http://z:1/api", text: "http://z:1/api", bad: "http://zipkin:9411" },
    { name: "ZIPKIN_SERVICE_NAME", good: "edge", text: "edge", bad: [], others: { ZIPKIN_ADDR: "http://z:1/api" } },
];

/** A configuration that sets one variable where it belongs, and the others that it needs. */
export function configuration({ name, others = {}, place }: Row, value: unknown): Values {
    const secret = place === "secret" || place === "secret file";
    const { [name]: _, ...settings } = others;
    return {
        image: { tag: "aws-3.0.0" },
        settings: secret ? settings : { ...settings, [name]: value },
        ...(secret && { secretSettings: { [name]: value } }),
    };
}
