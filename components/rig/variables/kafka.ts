import { kafkaTopic } from "../brokerNames";
import { baseUrlDestinations, hostDestinations } from "../destinations";
import { certificateFile, keyFile } from "../valueTypes/files";
import { hostsAndPorts } from "../valueTypes/hosts";
import { listOf } from "../valueTypes/lists";
import { flag, milliseconds } from "../valueTypes/numbers";
import { line, oneOf } from "../valueTypes/texts";
import { baseUrl } from "../valueTypes/urls";
import { pattern } from "../valueTypes/valueType";
import { defaultGroup, groupName } from "./consumerGroups";
import { variablesOf, type Requirement } from "./variable";

const kafka: Requirement = { variable: "KAFKA_BROKERS" };
const tls: Requirement = { variable: "KAFKA_SSL_ENABLED", value: "true" };
const requestLog: Requirement = { variable: "REQUEST_LOG", value: "kafka" };

const topic = pattern(kafkaTopic.expression, `a Kafka topic of ${kafkaTopic.words}`);
const topics = listOf(topic, `a list of Kafka topics, each of ${kafkaTopic.words}`);

/** RIG's own groups, which are the same in every Erlang cluster. */
const filterGroup = "rig-kafka-to-filter";
const responseGroup = "rig-proxy-response";

/** RIG's variables of the group “Kafka”. */
export const kafkaVariables = variablesOf("Kafka", {
    KAFKA_BROKERS: {
        type: hostsAndPorts,
        default: "none: no Kafka",
        description: "Turns Kafka on; a few brokers are enough, RIG finds the others",
        destinations: hostDestinations,
    },
    KAFKA_SOURCE_TOPICS: {
        type: topics,
        default: "rig",
        description: "Topics whose messages become events",
        requires: kafka,
    },
    KAFKATOFILTER_KAFKA_GROUP_ID: {
        type: groupName,
        default: defaultGroup,
        description: `Consumer group for the source topics. Two clusters with the same one get half of the events each; to go on where a RIG of earlier stopped, set its group (\`${filterGroup}\`)`,
        requires: kafka,
        consumerGroup: { broker: kafka.variable, default: filterGroup },
    },
    KAFKA_SERIALIZER: {
        type: oneOf(["avro"], "left out for JSON"),
        default: "JSON",
        description: "Format of messages that RIG produces",
        requires: kafka,
    },
    KAFKA_SCHEMA_REGISTRY_HOST: {
        type: baseUrl,
        default: "none",
        description: "Schema registry for Avro; without a scheme by http, without a port at the scheme's own",
        secret: "possibly",
        requires: kafka,
        destinations: baseUrlDestinations,
    },
    KAFKA_SASL: {
        type: pattern(/^plain:[^:\r\n]+:[^\r\n]+$/, "plain:USER:PASSWORD, without an end of line"),
        default: "none",
        description: "SASL credentials; without KAFKA_SSL_ENABLED they are sent in clear",
        secret: "always",
        requires: kafka,
    },
    KAFKA_SSL_ENABLED: {
        type: flag,
        default: "false",
        description: "TLS to the brokers",
        requires: kafka,
    },
    KAFKA_SSL_CA_CERTFILE: {
        type: certificateFile("CA bundle", true),
        default: "has to be said with KAFKA_SSL_ENABLED",
        description: "Certificates that the brokers' are signed with",
        requires: tls,
    },
    KAFKA_SSL_CERTFILE: {
        type: certificateFile("client certificate", true),
        default: "has to be said with KAFKA_SSL_ENABLED",
        description: "Client certificate for the brokers",
        requires: tls,
    },
    KAFKA_SSL_KEYFILE: {
        type: keyFile("private key", true),
        default: "has to be said with KAFKA_SSL_ENABLED",
        description: "The client certificate's private key",
        secret: "content",
        requires: tls,
    },
    KAFKA_SSL_KEYFILE_PASS: {
        type: line,
        default: "none",
        description: "The private key's passphrase",
        secret: "always",
        requires: { variable: "KAFKA_SSL_KEYFILE" },
    },
    KAFKA_LOG_TOPIC: {
        type: topic,
        default: "rig-request-log",
        description: "Topic of the request log",
        requires: requestLog,
    },
    KAFKA_LOG_SCHEMA: {
        type: line,
        default: "none",
        description: "Avro schema of the request log",
        requires: requestLog,
    },
    PROXY_KAFKA_RESPONSE_TOPICS: {
        type: topics,
        default: "rig-proxy-response",
        description: "Topics with the responses to proxied requests",
        requires: kafka,
    },
    PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID: {
        type: groupName,
        default: defaultGroup,
        description: `Consumer group for the responses, one per cluster as well (RIG's own: \`${responseGroup}\`)`,
        requires: kafka,
        consumerGroup: { broker: kafka.variable, default: responseGroup },
    },
    PROXY_KAFKA_RESPONSE_TIMEOUT: {
        type: milliseconds,
        default: "5000",
        description: "How long a proxied request waits for its response",
        requires: kafka,
    },
});
