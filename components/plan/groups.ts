import type { Given } from "../settings/given";

/** The variable that turns a message broker on, the variable of a group at it, and RIG's own default for that. */
const groups = [
    { broker: "KAFKA_BROKERS", group: "KAFKATOFILTER_KAFKA_GROUP_ID", prefix: "rig-kafka-to-filter" },
    { broker: "KAFKA_BROKERS", group: "PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID", prefix: "rig-proxy-response" },
    { broker: "NATS_SERVERS", group: "NATSTOFILTER_QUEUE_GROUP", prefix: "rig-nats-to-filter" },
    { broker: "KINESIS_ENABLED", group: "KINESIS_APP_NAME", prefix: "Reactive-Interaction-Gateway" },
];

/**
 * The group ids of a gateway that were left out. RIG's own defaults are the same in every cluster, and a broker gives
 * each message to one member of a group only: two clusters would get a part of the messages each, and say nothing.
 *
 * @param variables RIG's variables.
 * @param instance What no other gateway is called.
 */
export function groupIds({ has, text }: Given, instance: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
        groups
            .filter(({ broker, group }) => has(broker) && text(broker) !== "false" && !has(group))
            .map(({ group, prefix }) => [group, `${prefix}.${instance}`]),
    );
}
