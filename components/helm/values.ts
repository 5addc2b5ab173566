import type { GatewayArgs } from "../args";
import { isRecord } from "../plan/records";

/** The chart's values that the deployment sets, and which argument decides about each. */
export const ownedValues: ReadonlyMap<string, string> = new Map([
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

/** The values without one of them. */
export function withoutLeaf(
    values: Readonly<Record<string, unknown>>,
    [key = "", ...below]: readonly string[],
): Record<string, unknown> {
    const { [key]: value, ...rest } = values;
    return below.length > 0 && isRecord(value) ? { ...rest, [key]: withoutLeaf(value, below) } : rest;
}

/** What the values of a release are made of beyond the arguments. */
export interface ValueParts<T> {
    /** The full name of the objects. */
    readonly fullName: string;
    readonly replicas: number;
    readonly serviceType: string;
    /** The variables that the chart gives to its container. */
    readonly environment: Readonly<Record<string, T>>;
}

/**
 * The values of the chart. What they say is said once more, and more exactly, by the plan that the post-renderer gets;
 * they are given for whoever reads `helm get values`, and for a chart that makes more of them.
 */
export function chartValues<T>(args: GatewayArgs, parts: ValueParts<T>) {
    const { repository, pullPolicy } = args.image ?? {};
    return {
        ...args.chart?.values,
        fullnameOverride: parts.fullName,
        replicaCount: parts.replicas,
        service: { type: parts.serviceType },
        deployment: { env: parts.environment },
        ...((repository ?? pullPolicy) !== undefined && {
            image: { ...(repository !== undefined && { repository }), ...(pullPolicy && { pullPolicy }) },
        }),
        ...(args.resources && { resources: args.resources }),
        ...(args.nodeSelector && { nodeSelector: args.nodeSelector }),
        ...(args.tolerations && { tolerations: args.tolerations }),
        ...(args.affinity && { affinity: args.affinity }),
    };
}
