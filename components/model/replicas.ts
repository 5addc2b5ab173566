import type { GatewayArgs } from "../args";

/** Two pods: the service continues when one stops. */
export const defaultReplicas = 2;

/** Number of pods that a new Deployment starts with. Without autoscaling it is the number at all times. */
export function replicasAtStart({ replicas, autoscaling }: Pick<GatewayArgs, "replicas" | "autoscaling">): number {
    return replicas ?? autoscaling?.min ?? defaultReplicas;
}

/** The smallest and the largest number of pods that a gateway may have. */
export function replicaRange(args: Pick<GatewayArgs, "replicas" | "autoscaling">): { least: number; most: number } {
    const { min, max } = args.autoscaling ?? { min: replicasAtStart(args), max: replicasAtStart(args) };
    return { least: min, most: max };
}
