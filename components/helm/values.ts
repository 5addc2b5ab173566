import type { GatewayArgs } from "../args";

/** Inputs of a release's values in addition to the arguments. */
export interface DerivedValues<T> {
    /** The full name of the objects. */
    readonly fullName: string;
    readonly replicas: number;
    readonly serviceType: string;
    /** The variables that the chart gives to its container. */
    readonly environment: Readonly<Record<string, T>>;
}

/**
 * The values of the chart. The overlay states all of them more exactly; they are for people who read `helm get values`, and
 * for a chart that uses them elsewhere.
 */
export function chartValues<T>(args: GatewayArgs, derived: DerivedValues<T>) {
    const { repository, pullPolicy } = args.image ?? {};
    return {
        ...args.chart?.values,
        fullnameOverride: derived.fullName,
        replicaCount: derived.replicas,
        service: { type: derived.serviceType },
        deployment: { env: derived.environment },
        ...((repository ?? pullPolicy) !== undefined && {
            image: { ...(repository !== undefined && { repository }), ...(pullPolicy && { pullPolicy }) },
        }),
        ...(args.resources && { resources: args.resources }),
        ...(args.nodeSelector && { nodeSelector: args.nodeSelector }),
        ...(args.tolerations && { tolerations: args.tolerations }),
        ...(args.affinity && { affinity: args.affinity }),
    };
}
