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
export interface LeafValue {
    readonly path: readonly string[];
    readonly value: unknown;
}

/** All single values; a list is one, and so is an empty map. */
export function leafValues(values: Readonly<Record<string, unknown>>, parentPath: readonly string[] = []): LeafValue[] {
    return Object.entries(values).flatMap(([key, value]) => {
        const path = [...parentPath, key];
        return isRecord(value) && Object.keys(value).length > 0 ? leafValues(value, path) : [{ path, value }];
    });
}
