import type { Destination } from "../rig/destinations";
import { catalogues, defaultCatalogue } from "../rig/versions";

export type { Destination };

/** The variables of all supported versions of RIG from which destinations follow. */
export const egressVariables: readonly string[] = [
    ...new Set(
        catalogues.flatMap(({ names, variable }) => names.filter((name) => variable(name)?.destinations !== undefined)),
    ),
];

/**
 * The destinations that the pods must reach because of RIG's settings: brokers, registry, tracing, check URLs, targets
 * of the API definitions. Each destination occurs once, in a stable order.
 *
 * @param settings RIG's variables without the secret ones: everybody who may read the policies sees the destinations.
 * @param environment Plain further variables, in which API definitions with `use_env` find their hosts.
 * @param catalogue The variables of the gateway's version of RIG.
 */
export function impliedDestinations(
    settings: Readonly<Record<string, string>>,
    environment: Readonly<Record<string, string>> = {},
    catalogue = defaultCatalogue,
): Destination[] {
    const found = Object.entries(settings).flatMap(
        ([name, text]) => catalogue.variable(name)?.destinations?.(text, { settings, environment }) ?? [],
    );
    const unique = new Map(found.map((each) => [`${each.protocol} ${each.address ?? ""} ${each.port}`, each]));
    return [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []);
}
