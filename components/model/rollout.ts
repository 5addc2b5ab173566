import type { GatewayArgs } from "../args";
import { minReadySeconds, readinessDelay } from "./readiness";
import { replicaRange } from "./replicas";

/** Seconds that a pod may take until it is ready: image pull, scheduling, and a start of up to 14 s at 250m CPU. */
const startSeconds = 90;

/** Seconds that `pulumi up` waits for the gateway: a rolling update replaces one pod after the other. */
export function deployTimeout(args: Partial<GatewayArgs>): number {
    const podSeconds = startSeconds + readinessDelay(args) + minReadySeconds(args);
    return args.deployTimeout ?? 120 + replicaRange(args).most * podSeconds;
}
