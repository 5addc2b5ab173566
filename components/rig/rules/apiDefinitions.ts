import type { Problem } from "../../validation/problem";
import type { ConfiguredVariables } from "../configuredVariables";
import type { Api } from "../documents/apiDefinitions";
import { apiName } from "./apiName";
import { missing } from "./missing";

/** The systems that API definitions may use, each with the variable that turns it on. */
const brokers = [
    ["kafka", "KAFKA_BROKERS"],
    ["nats", "NATS_SERVERS"],
] as const;

/** Systems that API definitions use and that aren't turned on. */
export function brokerProblems(variables: ConfiguredVariables, apis: readonly Api[]): Problem[] {
    const absent = brokers.filter(([, broker]) => !variables.has(broker));
    return absent.flatMap(([system, broker]) => {
        const api = apis.find(({ systems }) => systems.includes(system));
        return api === undefined ? [] : [missing(broker, `${apiName(api.id, variables)} uses ${system}`)];
    });
}

/** Contradictions between `KAFKA_SERIALIZER` and the Avro schemas of API definitions. */
export function schemaProblems(variables: ConfiguredVariables, apis: readonly Api[]): Problem[] {
    const serializer = variables.text("KAFKA_SERIALIZER");
    if (serializer === undefined && variables.has("KAFKA_SERIALIZER")) {
        return [];
    }
    const path = variables.path("PROXY_CONFIG_FILE");
    return apis.flatMap(({ id, avro }): Problem[] => {
        if (serializer === "avro" && avro.unnamed) {
            const message = `${apiName(id, variables)} has an endpoint with the target kafka and without schema, and KAFKA_SERIALIZER is avro: RIG's Kafka client ends at each of its requests. Add schema, the name of the Avro schema.`;
            return [{ path, message }];
        }
        return serializer !== "avro" && avro.named
            ? [
                  missing(
                      "KAFKA_SERIALIZER",
                      `${apiName(id, variables)} names an Avro schema, which RIG ignores unless this is avro`,
                  ),
              ]
            : [];
    });
}
