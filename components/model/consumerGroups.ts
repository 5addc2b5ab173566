import type { Catalogue } from "../rig/catalogue";
import type { ConfiguredVariables } from "../rig/configuredVariables";
import type { ConsumerGroup } from "../rig/variables/variable";
import { catalogues, defaultCatalogue } from "../rig/versions";

/** Names of consumer groups at message brokers, by the RIG variable that sets them. */
export type BrokerGroups = Readonly<Record<string, string>>;

/** The variables of all supported versions of RIG that set consumer groups. */
export const groupVariables: readonly string[] = [
    ...new Set(catalogues.flatMap((catalogue) => groupsOf(catalogue).map(({ variable }) => variable))),
];

/** The variables that set consumer groups, each with the broker's variable and RIG's own default. */
function groupsOf({ names, variable }: Catalogue): (ConsumerGroup & { readonly variable: string })[] {
    return names.flatMap((name) => {
        const group = variable(name)?.consumerGroup;
        return group === undefined ? [] : [{ variable: name, ...group }];
    });
}

/** The variables of the groups that a gateway uses and that its settings leave out. */
export function unnamedGroups({ catalogue, has, text }: ConfiguredVariables): string[] {
    return groupsOf(catalogue)
        .filter(({ broker, variable }) => has(broker) && text(broker) !== "false" && !has(variable))
        .map(({ variable }) => variable);
}

/**
 * The name of a group that no other gateway uses. RIG's own default is the same in every Erlang cluster, and a broker
 * gives each message to one member of a group only: two gateways in one group would each miss messages without an error.
 *
 * @param variable One of {@link groupVariables}.
 * @param instance The gateway's instance label.
 * @param id Distinguishes the gateway from others with the same instance label.
 * @param catalogue The variables of the gateway's version of RIG.
 */
export function uniqueGroup(variable: string, instance: string, id: string, catalogue = defaultCatalogue): string {
    return `${groupName(variable, instance, catalogue)}-${id}`;
}

/** The groups that a gateway uses and its settings leave out, with names derived from the instance label alone. */
export function groupsNamedByInstance(variables: ConfiguredVariables, instance: string): BrokerGroups {
    return Object.fromEntries(
        unnamedGroups(variables).map((variable) => [variable, groupName(variable, instance, variables.catalogue)]),
    );
}

function groupName(name: string, instance: string, { variable }: Catalogue): string {
    return `${variable(name)?.consumerGroup?.default ?? ""}.${instance}`;
}

/**
 * A warning about groups that a gateway keeps although another gateway may use them.
 *
 * @param kept The names of the kept groups, and the gateway's `instance` label.
 */
export function sharedGroupsWarning(
    variables: ConfiguredVariables,
    { instance = "", ...kept }: Readonly<Record<string, string>>,
): string | undefined {
    const shared = unnamedGroups(variables).flatMap((variable) => {
        const name = kept[variable];
        return name === undefined || name.startsWith(uniqueGroup(variable, instance, "", variables.catalogue))
            ? []
            : [`${variable}: ${name}`];
    });
    return shared.length === 0
        ? undefined
        : `The gateway stays in groups at message brokers that may not be its own (${shared.join(", ")}): a gateway of the same project, stack and name in another cluster, state or namespace uses the same groups, and every RIG without settings uses RIG's default groups. Gateways in one group each get only a part of the events. If there is another such gateway, name other groups in settings, for instance ${shared[0]}-eu. The pods then restart, and RIG reads only events that arrive after that.`;
}

/**
 * The groups that RIG uses with an environment: RIG's defaults, unless the environment names others. The result leaves out
 * a group whose name comes from another object, since the program doesn't know it.
 *
 * @param environment The variables that are set, each with its text if the text is known.
 */
export function groupsOfEnvironment(environment: ReadonlyMap<string, string | undefined>): BrokerGroups {
    const used = groupsOf(defaultCatalogue).filter(
        ({ broker }) => environment.has(broker) && !isDisabled(environment.get(broker)),
    );
    return Object.fromEntries(
        used.flatMap(({ variable, default: fallback }) => {
            const name = environment.has(variable) ? environment.get(variable) : fallback;
            return name ? [[variable, name]] : [];
        }),
    );
}

function isDisabled(text: string | undefined): boolean {
    return text === "" || text?.toLowerCase() === "false";
}
