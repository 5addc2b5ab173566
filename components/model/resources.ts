import type { GatewayArgs, ResourcesArgs } from "../args";

/** Room for the idle RIG (180 to 190 MiB), its files in memory, and connections. */
export const defaultResources = { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "512Mi" } };

/** CPU and memory of the gateway's pods. */
export function podResources({ resources = defaultResources }: Pick<GatewayArgs, "resources">): ResourcesArgs {
    return resources;
}

/** CPU and memory of the cluster check's pod: without the gateway's devices and huge pages. */
export function clusterCheckPodResources(
    args: Pick<GatewayArgs, "resources" | "clusterCheckResources">,
): ResourcesArgs {
    const { requests, limits } = podResources(args);
    return (
        args.clusterCheckResources ?? {
            ...(requests && { requests: withoutIndivisible(requests) }),
            ...(limits && { limits: withoutIndivisible(limits) }),
        }
    );
}

/** Whether the resource is a device or huge pages, of which each pod needs its own. */
export function isIndivisible(resource: string): boolean {
    return resource.includes("/") || resource.startsWith("hugepages-");
}

function withoutIndivisible(quantities: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(quantities).filter(([name]) => !isIndivisible(name)));
}

/**
 * The least memory limit with which RIG starts: the peak of a RIG 3.0.0 that served nobody, observed on Erlang/OTP 25. Its
 * idle use was 180 to 185 MiB.
 */
export const leastMemoryLimit = "192Mi";

/** The most schedulers with which the Erlang VM starts (`+S`); each CPU of the limit gets one. */
export const largestCpuLimit = "1024";
