import type { Problem } from "../../validation/problem";
import type { ConfiguredVariables } from "../configuredVariables";
import { none } from "../valueTypes";
import { pairProblems } from "./certificatePair";
import { missing } from "./missing";

/** Problems between the variables of Kafka. */
export function kafkaProblems(variables: ConfiguredVariables): Problem[] {
    const isOn = (name: string) => variables.text(name) === "true";
    const problems: Problem[] = [];
    if (logsToKafka(variables) && !variables.has("KAFKA_BROKERS")) {
        const reason = "REQUEST_LOG has kafka, and without brokers RIG logs nothing there, and doesn't say so";
        problems.push(missing("KAFKA_BROKERS", reason));
    }
    problems.push(...serializerProblems(variables));
    if (isOn("KAFKA_SSL_ENABLED") && variables.has("KAFKA_BROKERS")) {
        problems.push(...kafkaTlsProblems(variables));
    }
    const groups = ["KAFKATOFILTER_KAFKA_GROUP_ID", "PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID"];
    const [first, second] = groups.map((name) => variables.text(name));
    if (first !== undefined && first === second) {
        problems.push({
            path: variables.path("PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID"),
            message:
                "it is KAFKATOFILTER_KAFKA_GROUP_ID's value: each would get a part of the other's messages. Set another one.",
        });
    }
    return problems;
}

function serializerProblems(variables: ConfiguredVariables): Problem[] {
    const serializer = "KAFKA_SERIALIZER";
    const isAvro = variables.text(serializer) === "avro";
    if (isAvro && !variables.has("KAFKA_SCHEMA_REGISTRY_HOST")) {
        return [missing("KAFKA_SCHEMA_REGISTRY_HOST", `${serializer} is avro`)];
    }
    const schema = "KAFKA_LOG_SCHEMA";
    if (isAvro && logsToKafka(variables) && !variables.has(schema)) {
        return [
            missing(
                schema,
                `REQUEST_LOG has kafka and ${serializer} is avro. Without the schema each proxied request ends RIG's Kafka client`,
            ),
        ];
    }
    return variables.has(schema) && logsToKafka(variables) && !variables.has(serializer)
        ? [
              {
                  path: variables.path(schema),
                  message: `it has no use unless ${serializer} is avro. Leave it out, or set that.`,
              },
          ]
        : [];
}

function logsToKafka(variables: ConfiguredVariables): boolean {
    return variables.text("REQUEST_LOG")?.split(",").includes("kafka") ?? false;
}

function kafkaTlsProblems(variables: ConfiguredVariables): Problem[] {
    const [certificate, key] = ["KAFKA_SSL_CERTFILE", "KAFKA_SSL_KEYFILE"];
    const reason = "KAFKA_SSL_ENABLED is true, and RIG then reads a file of its own name that isn't there";
    const problems = ["KAFKA_SSL_CA_CERTFILE", certificate, key]
        .filter((name) => !variables.has(name))
        .map((name): Problem => ({
            path: ["settings", name],
            message: `is missing: ${reason}. Set it to the file, or to ${none} to do without.`,
        }));
    const isNone = (name: string) => variables.text(name) === "";
    if (problems.length === 0 && isNone(certificate) !== isNone(key)) {
        const [lone, other] = isNone(certificate) ? [certificate, key] : [key, certificate];
        problems.push({
            path: variables.path(lone),
            message: `is ${none}, but ${other} is set. Set both, or ${none} for both.`,
        });
    }
    return [...problems, ...pairProblems(certificate, key, variables)];
}
