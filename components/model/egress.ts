import type { Destination } from "../rig/destinations";
import { catalogues, defaultCatalogue } from "../rig/versions";

export type { Destination };

/** The variables of all supported versions of RIG that imply destinations. */
export const egressVariables: readonly string[] = [
    ...new Set(
        catalogues.flatMap(({ names, variable }) => names.filter((name) => variable(name)?.destinations !== undefined)),
    ),
];

/**
 * The destinations that the pods must reach because of RIG's settings: brokers, registry, tracing, check URLs, targets
 * of the API definitions. Each destination occurs once, in a stable order.
 *
 * @param settings RIG's variables without the secret ones: everybody who can read the policies sees the destinations.
 * @param environment Further variables with plain values. API definitions with `use_env` take their hosts from them.
 * @param catalogue The variables of the gateway's version of RIG.
 */
export function impliedDestinations(
    settings: Readonly<Record<string, string>>,
    environment: Readonly<Record<string, string>> = {},
    catalogue = defaultCatalogue,
): Destination[] {
    const destinations = Object.entries(settings).flatMap(
        ([name, text]) => catalogue.variable(name)?.destinations?.(text, { settings, environment }) ?? [],
    );
    const unique = new Map(destinations.map((each) => [`${each.protocol} ${each.address ?? ""} ${each.port}`, each]));
    return [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []);
}
