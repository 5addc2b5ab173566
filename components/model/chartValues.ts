import { isRecord } from "../validation/record";

/** The chart's values that the deployment sets, each with the argument that decides its content. */
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

/** A value of a chart that isn't a map with entries, and its path. */
export interface LeafValue {
    readonly path: readonly string[];
    readonly value: unknown;
}

/** All leaf values. A list counts as one value, and so does an empty map. */
export function leafValues(values: Readonly<Record<string, unknown>>, parentPath: readonly string[] = []): LeafValue[] {
    return Object.entries(values).flatMap(([key, value]) => {
        const path = [...parentPath, key];
        return isRecord(value) && Object.keys(value).length > 0 ? leafValues(value, path) : [{ path, value }];
    });
}
