/**
 * RIG's variables, those that may hold a secret marked. Source: the configuration code of RIG 3.0.0; `JAEGER_*` and
 * `ZIPKIN_*` are missing in its Operator's Guide.
 */
const variables: Readonly<Record<string, { readonly secret?: true }>> = {
    API_HTTPS_PORT: {},
    API_HTTP_PORT: {},
    CORS: {},
    EXTRACTORS: {},
    HOST: {},
    HTTPS_CERTFILE: {},
    HTTPS_KEYFILE: {},
    HTTPS_KEYFILE_PASS: { secret: true },
    INBOUND_HTTPS_PORT: {},
    INBOUND_PORT: {},
    JAEGER_HOST: {},
    JAEGER_PORT: {},
    JAEGER_SERVICE_NAME: {},
    JWT_ALG: {},
    JWT_SECRET_KEY: { secret: true },
    JWT_SESSION_FIELD: {},
    KAFKATOFILTER_KAFKA_GROUP_ID: {},
    KAFKA_BROKERS: {},
    KAFKA_LOG_SCHEMA: {},
    KAFKA_LOG_TOPIC: {},
    KAFKA_SASL: { secret: true },
    KAFKA_SCHEMA_REGISTRY_HOST: {},
    KAFKA_SERIALIZER: {},
    KAFKA_SOURCE_TOPICS: {},
    KAFKA_SSL_CA_CERTFILE: {},
    KAFKA_SSL_CERTFILE: {},
    KAFKA_SSL_ENABLED: {},
    KAFKA_SSL_KEYFILE: {},
    KAFKA_SSL_KEYFILE_PASS: { secret: true },
    KINESIS_APP_NAME: {},
    KINESIS_AWS_REGION: {},
    KINESIS_CLIENT_JAR: {},
    KINESIS_DYNAMODB_ENDPOINT: {},
    KINESIS_ENABLED: {},
    KINESIS_ENDPOINT: {},
    KINESIS_LOG_LEVEL: {},
    KINESIS_OTP_JAR: {},
    KINESIS_STREAM: {},
    LOG_FMT: {},
    LOG_LEVEL: {},
    MAX_CONNECTIONS_PER_MINUTE: {},
    NATSTOFILTER_QUEUE_GROUP: {},
    NATS_SERVERS: {},
    NATS_SOURCE_TOPICS: {},
    PROMETHEUS_METRICS_ENABLED: {},
    PROXY_CONFIG_FILE: {},
    PROXY_HTTP_ASYNC_RESPONSE_TIMEOUT: {},
    PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID: {},
    PROXY_KAFKA_RESPONSE_TIMEOUT: {},
    PROXY_KAFKA_RESPONSE_TOPICS: {},
    PROXY_KINESIS_REQUEST_REGION: {},
    PROXY_KINESIS_RESPONSE_TIMEOUT: {},
    PROXY_NATS_RESPONSE_TIMEOUT: {},
    PROXY_RECV_TIMEOUT: {},
    REQUEST_LOG: {},
    SUBMISSION_CHECK: {},
    SUBSCRIPTION_CHECK: {},
    ZIPKIN_ADDR: {},
    ZIPKIN_SERVICE_NAME: {},
};

/** Names of RIG's variables that a user may set. */
export const variableNames: readonly string[] = Object.keys(variables);

/** Whether RIG reads this variable and a user may set it. */
export function isVariable(name: string): boolean {
    return variableNames.includes(name);
}

/** Whether the variable's value is always a secret. */
export function isSecretVariable(name: string): boolean {
    return isVariable(name) && variables[name]?.secret === true;
}

/**
 * Variables that belong to the deployment, to the release's start script (Distillery) or to the Erlang VM: setting one
 * breaks the start or the cluster.
 */
const ownedVariables: readonly (string | RegExp)[] = [
    "NODE_HOST",
    "NODE_COOKIE",
    "DISCOVERY_TYPE",
    "DNS_NAME",
    "HOME",
    "PATH",
    "NAME",
    "NAME_TYPE",
    "COOKIE",
    "PEERNAME",
    "VMARGS_PATH",
    "SYS_CONFIG_PATH",
    "REPLACE_OS_VARS",
    "EXTRA_OPTS",
    "RUN_ERL_ENV",
    "CODE_LOADING_MODE",
    "SCRIPT",
    "VERBOSE",
    "DEBUG_BOOT",
    "ERTS_VSN",
    "BINDIR",
    "ROOTDIR",
    "EMU",
    "PROGNAME",
    /^ERL_/,
    /^RELEASE_/,
    /^REL_/,
    /_HOOKS$/,
];

/** Whether the variable belongs to the deployment, so that a user can't set it. */
export function isOwnedVariable(name: string): boolean {
    return ownedVariables.some((owned) => (typeof owned === "string" ? owned === name : owned.test(name)));
}

/** What a variable's name looks like. */
export const variablePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The longest value: Linux limits one environment string, name included, to 128 KiB. */
export const longestValue = 128 * 1024 - 256;
