import { isRecord } from "../validation/record";

/** The chart's values that the deployment sets, and which argument decides about each. */
export const reservedChartValues: ReadonlyMap<string, string> = new Map([
    ["replicaCount", "replicas"],
    ["image", "image"],
    ["service", "serviceType"],
    ["deployment", "settings, secretSettings or extraEnv"],
    ["resources", "resources"],
    ["nodeSelector", "nodeSelector"],
    ["tolerations", "tolerations"],
    ["affinity", "affinity"],
    ["nameOverride", "name"],
    ["fullnameOverride", "name"],
]);

/** One value of a chart, and where it is. */
export interface Leaf {
    readonly path: readonly string[];
    readonly value: unknown;
}

/** All single values; a list is one, and so is an empty map. */
export function leaves(values: Readonly<Record<string, unknown>>, above: readonly string[] = []): Leaf[] {
    return Object.entries(values).flatMap(([key, value]) => {
        const path = [...above, key];
        return isRecord(value) && Object.keys(value).length > 0 ? leaves(value, path) : [{ path, value }];
    });
}
