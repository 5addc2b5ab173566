import type { GatewayArgs } from "../args";
import { configuredVariables } from "../rig/configuredVariables";
import { replicaRange } from "./replicas";

/**
 * Seconds from a pod's start until its list of revoked tokens is complete, at the latest. RIG asks a random node for the
 * list when the application starts, at which time it rarely knows a peer, and again 45 to 55 s later
 * (lib/rig/distributed_set.ex). The start itself took up to 14 s at 250m CPU.
 */
export const tokenListSeconds = 75;

/** Whether RIG verifies tokens, for which it needs a key. */
function checksTokens(args: Partial<GatewayArgs>): boolean {
    return configuredVariables(args).has("JWT_SECRET_KEY");
}

/**
 * Seconds from a container's start until the pod may become ready. Until then a Service sends it no request, and a drain
 * evicts no other pod. A single pod has no peer with the list, so a delay would only prolong its restart.
 */
export function readinessDelay(args: Partial<GatewayArgs>): number {
    const { readinessProbe = {} } = args;
    const hasPeers = replicaRange(args).most >= 2;
    return readinessProbe.initialDelaySeconds ?? (checksTokens(args) && hasPeers ? tokenListSeconds : 0);
}

/** Seconds that a rollout waits after each pod, less the delay of its readiness, so that the list is complete. */
const rolloutSeconds = 60;

/** Seconds that a new pod has to be ready before the next one is replaced. */
export function minReadySeconds(args: Partial<GatewayArgs>): number {
    return args.minReadySeconds ?? Math.max(0, rolloutSeconds - readinessDelay(args));
}
