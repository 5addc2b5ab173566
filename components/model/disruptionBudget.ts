import type { GatewayArgs } from "../args";
import { replicaRange } from "./replicas";

/** Drains and cluster upgrades evict one pod at a time. */
const defaultBudget = { maxUnavailable: "1" };

type BudgetArgs = Pick<GatewayArgs, "autoscaling" | "disruptionBudget" | "replicas">;

/** Whether there is a disruption budget: for one pod only if the arguments set it, and never for a gateway without pods. */
export function hasDisruptionBudget(args: BudgetArgs): boolean {
    const { most } = replicaRange(args);
    return most >= 2 || (most === 1 && args.disruptionBudget !== undefined);
}

/** The number of pods that must stay, or that may be evicted, in Kubernetes' shape. */
export function disruptionLimits({
    disruptionBudget: { minAvailable, maxUnavailable } = defaultBudget,
}: {
    disruptionBudget?: { minAvailable?: string; maxUnavailable?: string };
}): { minAvailable?: number | string; maxUnavailable?: number | string } {
    return {
        ...(minAvailable !== undefined && { minAvailable: parsedLimit(minAvailable) }),
        ...(maxUnavailable !== undefined && { maxUnavailable: parsedLimit(maxUnavailable) }),
    };
}

function parsedLimit(text: string): number | string {
    return text.endsWith("%") ? text : Number(text);
}

/** A warning when the budget allows no eviction: a drain would wait until somebody deletes the pod or the budget. */
export function disruptionWarning(args: BudgetArgs): string | undefined {
    const { minAvailable, maxUnavailable } = args.disruptionBudget ?? {};
    const { least: replicas } = replicaRange(args);
    const [name, limit] =
        minAvailable === undefined ? ["maxUnavailable", maxUnavailable] : ["minAvailable", minAvailable];
    if (limit === undefined || replicas === 0) {
        return undefined;
    }
    const count = podCount(limit, replicas);
    const disruptions = name === "minAvailable" ? replicas - count : count;
    return disruptions > 0
        ? undefined
        : `disruptionBudget.${name} ${limit} lets none of ${replicas} pods go: a drain or an upgrade of a node waits for ever, until somebody deletes the pod. Allow at least one, or have more replicas.`;
}

/** Kubernetes rounds both percentages up. */
function podCount(limit: string, replicas: number): number {
    return limit.endsWith("%") ? Math.ceil((Number(limit.slice(0, -1)) * replicas) / 100) : Number(limit);
}
