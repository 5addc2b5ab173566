const groups =
    "Use KAFKATOFILTER_KAFKA_GROUP_ID and PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID; without them a gateway has groups of its own.";
const firehose =
    "RIG 3 sends events to no HTTP endpoint, and nothing replaces that: let a consumer of your own read the events and call the endpoint. Leave it out.";
const requests =
    "RIG 3 limits no proxied requests: an ingress or a load balancer can. MAX_CONNECTIONS_PER_MINUTE limits new connections for events.";
const users =
    "RIG 3 knows no users and no roles: an extractor in EXTRACTORS with event and jwt lets a subscription get only events that agree with the token.";

/** Variables that RIG 1 or 2 read and RIG 3.0.0 doesn't, each with what to do instead. */
export const removedVariables: ReadonlyMap<string, string> = new Map([
    ["PORT", "Use INBOUND_PORT."],
    ["API_PORT", "Use API_HTTP_PORT."],
    ["KAFKA_HOSTS", "Use KAFKA_BROKERS."],
    ["KAFKA_ENABLED", "KAFKA_BROKERS turns Kafka on; without it RIG uses no Kafka."],
    ["KAFKA_CONSUMER_GROUP", groups],
    ["KAFKA_GROUP_ID", groups],
    ["KAFKATOHTTP_KAFKA_GROUP_ID", firehose],
    ["FIREHOSE_KAFKA_HTTP_TARGETS", firehose],
    ["FIREHOSE_KAFKA_SOURCE_TOPICS", firehose],
    ["FIREHOSE_KINESIS_APP_NAME", firehose],
    ["FIREHOSE_KINESIS_HTTP_TARGETS", firehose],
    ["FIREHOSE_KINESIS_STREAM", firehose],
    ["PROXY_KAFKA_REQUEST_TOPIC", "Set topic at each endpoint in PROXY_CONFIG_FILE with target: kafka."],
    [
        "PROXY_KAFKA_REQUEST_AVRO",
        "Set schema at each endpoint in PROXY_CONFIG_FILE with target: kafka, and set KAFKA_SERIALIZER to avro.",
    ],
    [
        "PROXY_KINESIS_REQUEST_STREAM",
        "Set topic at each endpoint in PROXY_CONFIG_FILE with target: kinesis to the name of the stream.",
    ],
    ["JWT_USER_FIELD", users],
    ["JWT_ROLES_FIELD", users],
    ["KAFKA_USER_FIELD", users],
    ["MESSAGE_USER_FIELD", users],
    ["PRIVILEGED_ROLES", users],
    ["SESSION_ROLE", "Every token with the field that JWT_SESSION_FIELD names has a session in RIG 3. Leave it out."],
    [
        "JWT_BLACKLIST_DEFAULT_EXPIRY_HOURS",
        "The request that revokes a session sets the time: validityInSeconds in the body of POST /v3/session-blacklist. Leave it out.",
    ],
    ["RATE_LIMIT_ENABLED", requests],
    ["RATE_LIMIT_PER_IP", requests],
    ["RATE_LIMIT_AVG_RATE_PER_SEC", requests],
    ["RATE_LIMIT_BURST_SIZE", requests],
    ["RATE_LIMIT_SWEEP_INTERVAL_MS", requests],
    ["KAFKA_RESTART_DELAY_MS", "RIG's Operator's Guide still lists it. RIG tries again after 20 s. Leave it out."],
]);

/** Names that no version of RIG has read, and for which the most similar name is the wrong suggestion. */
export const mistakenNames: ReadonlyMap<string, string> = new Map([
    ["KAFKA_HOST", "Use KAFKA_BROKERS."],
    ["KAFKA_SSL", "Use KAFKA_SSL_ENABLED."],
    ["KAFKA_SASL_ENABLED", "KAFKA_SASL turns SASL on: plain:USER:PASSWORD, in secretSettings."],
    ["JAEGER_ENDPOINT", "RIG sends to a Jaeger agent by UDP. Use JAEGER_HOST and JAEGER_PORT."],
]);
