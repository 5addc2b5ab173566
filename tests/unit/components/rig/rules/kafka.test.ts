import { fixture } from "../../../../fixtures";
import { avro, itFinds, kafka } from "./table";

const noFiles = { KAFKA_SSL_CA_CERTFILE: "none", KAFKA_SSL_CERTFILE: "none", KAFKA_SSL_KEYFILE: "none" };
const empty = { KAFKA_SSL_CA_CERTFILE: "", KAFKA_SSL_CERTFILE: "", KAFKA_SSL_KEYFILE: "" };

describe("Kafka's variables", () => {
    itFinds({
        "Kafka's variables go with brokers": [
            [
                { REQUEST_LOG: ["console", "kafka"] },
                {},
                /^rig:settings\.KAFKA_BROKERS: is missing: REQUEST_LOG has kafka, and without brokers RIG logs nothing there/,
            ],
            [
                { KAFKA_SOURCE_TOPICS: ["a"] },
                {},
                /^rig:settings\.KAFKA_SOURCE_TOPICS: it has no use without KAFKA_BROKERS/,
            ],
            [{ ...kafka, KAFKA_LOG_TOPIC: "a" }, {}, /KAFKA_LOG_TOPIC: it has no use unless REQUEST_LOG has kafka/],
            [
                { ...kafka, KAFKA_SERIALIZER: "avro" },
                {},
                /^rig:settings\.KAFKA_SCHEMA_REGISTRY_HOST: is missing: KAFKA_SERIALIZER is avro/,
            ],
            [
                { ...kafka, ...avro, REQUEST_LOG: ["KAFKA"] },
                {},
                /^rig:settings\.KAFKA_LOG_SCHEMA: is missing: REQUEST_LOG has kafka and KAFKA_SERIALIZER is avro/,
            ],
            [{ ...kafka, ...avro, REQUEST_LOG: ["console"] }, {}, undefined],
            [{ ...kafka, ...avro, REQUEST_LOG: ["kafka"], KAFKA_LOG_SCHEMA: "log-value" }, {}, undefined],
            [
                { ...kafka, REQUEST_LOG: ["kafka"], KAFKA_LOG_SCHEMA: "log-value" },
                {},
                /^rig:settings\.KAFKA_LOG_SCHEMA: it has no use unless KAFKA_SERIALIZER is avro\. Leave it out, or set that\.$/,
            ],
            [{ KAFKA_SOURCE_TOPICS: ["a"] }, { KAFKA_BROKERS: "kafka:9092" }, undefined],
            [
                { ...kafka, KAFKATOFILTER_KAFKA_GROUP_ID: "g", PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID: "g" },
                {},
                /^rig:settings\.PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID: it is KAFKATOFILTER_KAFKA_GROUP_ID's value/,
            ],
        ],
        "TLS to Kafka has its files, or their absence is said": [
            [{ ...kafka, ...noFiles, KAFKA_SSL_ENABLED: true }, {}, undefined],
            [
                { ...kafka, ...noFiles, KAFKA_SSL_CA_CERTFILE: fixture("tls.crt"), KAFKA_SSL_ENABLED: true },
                {},
                undefined,
            ],
            [
                { ...kafka, KAFKA_SSL_CERTFILE: "/c", KAFKA_SSL_KEYFILE: "/k", KAFKA_SSL_ENABLED: true },
                {},
                /^rig:settings\.KAFKA_SSL_CA_CERTFILE: is missing: .* Set it to the file, or to none to do without\.$/,
            ],
            [
                { ...kafka, ...noFiles, KAFKA_SSL_CERTFILE: "/c", KAFKA_SSL_ENABLED: true },
                {},
                /KEYFILE: is none, but KAFKA_SSL_CERTFILE is set/,
            ],
            [{ ...kafka, ...empty, KAFKA_SSL_ENABLED: true }, {}, undefined],
            [{ ...kafka, KAFKA_SSL_ENABLED: true }, empty, undefined],
            [
                { ...kafka, ...empty, KAFKA_SSL_KEYFILE: "/k", KAFKA_SSL_ENABLED: true },
                {},
                /CERTFILE: is none, but KAFKA_SSL_KEYFILE is set/,
            ],
            [{ ...kafka, KAFKA_SSL_CA_CERTFILE: "/ca" }, {}, /it has no use unless KAFKA_SSL_ENABLED is true/],
            [
                { ...kafka, ...noFiles, KAFKA_SSL_ENABLED: true },
                { KAFKA_SSL_KEYFILE_PASS: "p" },
                /KAFKA_SSL_KEYFILE_PASS: it has no use without KAFKA_SSL_KEYFILE/,
            ],
        ],
    });
});
