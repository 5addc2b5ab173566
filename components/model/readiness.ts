import type { GatewayArgs } from "../args";
import { configuredVariables } from "../rig/configuredVariables";
import { replicaRange } from "./replicas";

/**
 * Seconds from a pod's start until its list of revoked tokens is complete, at the latest. RIG asks a random node for the
 * list when the application starts, at which it rarely knows another one, and then 45 to 55 s later
 * (lib/rig/distributed_set.ex). The start itself took up to 14 s at 250m CPU.
 */
export const tokenListSeconds = 75;

/** Whether RIG checks tokens: it can't without a key. */
function checksTokens(args: Partial<GatewayArgs>): boolean {
    return configuredVariables(args).has("JWT_SECRET_KEY");
}

/**
 * Seconds from a container's start until the pod may be ready: a Service sends it no request before, and a drain takes no
 * other pod. One pod alone has nobody to get the list from when it comes back, and would only be away for longer.
 */
export function readinessDelay(args: Partial<GatewayArgs>): number {
    const { readinessProbe = {} } = args;
    const hasPeers = replicaRange(args).most >= 2;
    return readinessProbe.initialDelaySeconds ?? (checksTokens(args) && hasPeers ? tokenListSeconds : 0);
}

/** Seconds without a delay of readiness that a rollout waits after each pod, so that the list is complete. */
const rolloutSeconds = 60;

/** Seconds that a new pod has to be ready before the next one is replaced. */
export function minReadySeconds(args: Partial<GatewayArgs>): number {
    return args.minReadySeconds ?? Math.max(0, rolloutSeconds - readinessDelay(args));
}
