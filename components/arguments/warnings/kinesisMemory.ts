import type { GatewayArgs } from "../../args";
import { compareQuantities, isQuantity } from "../../validation/kubernetes/quantity";
import { podResources } from "../../model/resources";
import { shown } from "../../validation/problem";
import { configuredVariables } from "../../rig/configuredVariables";

/**
 * A memory limit with room for RIG and the Java VM of Kinesis' client: 190 MiB of RIG at rest, a heap of at most a quarter
 * of the limit, as much as the heap for the VM itself, and the rest for connections.
 */
const roomyLimit = "1Gi";

/** A warning when the pods' memory limit leaves little room for Kinesis' client. */
export function kinesisMemoryWarning(args: GatewayArgs): string | undefined {
    const limit = podResources(args).limits?.memory;
    const isNarrow = limit !== undefined && isQuantity(limit) && compareQuantities(limit, roomyLimit) < 0;
    return configuredVariables(args).text("KINESIS_ENABLED") === "true" && isNarrow
        ? `KINESIS_ENABLED is true, and the memory limit is ${shown(limit)}. RIG takes 190Mi of it at rest; beside it runs a Java VM, with a heap of up to a quarter of the limit, and about as much for itself. Where that isn't enough, the kernel ends RIG, too. Set resources.limits.memory to ${roomyLimit} or more.`
        : undefined;
}
