import type { ConfiguredVariables } from "../rig/configuredVariables";

/** The variable that turns a message broker on, the variable of a group at it, and RIG's own default for that. */
const groups = [
    { broker: "KAFKA_BROKERS", group: "KAFKATOFILTER_KAFKA_GROUP_ID", prefix: "rig-kafka-to-filter" },
    { broker: "KAFKA_BROKERS", group: "PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID", prefix: "rig-proxy-response" },
    { broker: "NATS_SERVERS", group: "NATSTOFILTER_QUEUE_GROUP", prefix: "rig-nats-to-filter" },
    { broker: "KINESIS_ENABLED", group: "KINESIS_APP_NAME", prefix: "Reactive-Interaction-Gateway" },
];

/** Groups at message brokers, by RIG's variables. */
export type BrokerGroups = Readonly<Record<string, string>>;

/** The variables of groups at message brokers. */
export const groupVariables: readonly string[] = groups.map(({ group }) => group);

function needed({ has, text }: ConfiguredVariables) {
    return groups.filter(({ broker, group }) => has(broker) && text(broker) !== "false" && !has(group));
}

/** The variables of the groups that a gateway needs, and that were left out. */
export function unnamedGroups(variables: ConfiguredVariables): string[] {
    return needed(variables).map(({ group }) => group);
}

/**
 * The name of a group that no other gateway is in. RIG's own defaults are the same in every cluster, and a broker gives
 * each message to one member of a group only: two clusters would get a part of the messages each, and say nothing.
 *
 * @param variable One of {@link groupVariables}.
 * @param instance The gateway's instance label.
 * @param id What tells it from a gateway of the same names.
 */
export function uniqueGroup(variable: string, instance: string, id: string): string {
    return `${groupName(variable, instance)}-${id}`;
}

/** The groups that a gateway needs and that were left out, named after the gateway's names alone. */
export function groupsAfterNames(variables: ConfiguredVariables, instance: string): BrokerGroups {
    return Object.fromEntries(unnamedGroups(variables).map((variable) => [variable, groupName(variable, instance)]));
}

function groupName(variable: string, member: string): string {
    return `${groups.find(({ group }) => group === variable)?.prefix ?? ""}.${member}`;
}

/**
 * What is said of groups that a gateway needs and goes on in, although another one may be in them.
 *
 * @param kept Those groups, beside the gateway's `instance` label.
 */
export function sharedGroupsWarning(
    variables: ConfiguredVariables,
    { instance = "", ...kept }: Readonly<Record<string, string>>,
): string | undefined {
    const shared = unnamedGroups(variables).flatMap((variable) => {
        const name = kept[variable];
        return name === undefined || name.startsWith(uniqueGroup(variable, instance, ""))
            ? []
            : [`${variable}: ${name}`];
    });
    return shared.length === 0
        ? undefined
        : `The gateway stays in groups at message brokers that may not be its own (${shared.join(", ")}): a gateway of the same project, stack and name in another cluster, state or namespace is in the same, or any RIG in RIG's default ones. Each then gets a part of the events. Where there is such a one, name other groups in settings, for instance ${shared[0]}-eu. The pods restart, and RIG begins with the newest event of the new group.`;
}

/**
 * The groups that RIG is in with such an environment, however it was made: by its own defaults where it sets none. What
 * the environment takes from elsewhere isn't known.
 *
 * @param environment The variables that are set, each with its text, if that is known.
 */
export function groupsOfEnvironment(environment: ReadonlyMap<string, string | undefined>): BrokerGroups {
    const used = groups.filter(({ broker }) => environment.has(broker) && !isOff(environment.get(broker)));
    return Object.fromEntries(
        used.flatMap(({ group, prefix }) => {
            const name = environment.has(group) ? environment.get(group) : prefix;
            return name ? [[group, name]] : [];
        }),
    );
}

function isOff(text: string | undefined): boolean {
    return text === "" || text?.toLowerCase() === "false";
}
