import type { GatewayArgs } from "../../args";
import { shown, type Problem } from "../../validation/problem";

/** Refuses a `nodeAddress` without a node port. */
export function serviceProblems({ nodeAddress, serviceType }: Partial<GatewayArgs>): Problem[] {
    return nodeAddress !== undefined && serviceType !== "NodePort"
        ? [
              {
                  path: ["nodeAddress"],
                  message: `${shown(nodeAddress)} has no use with service type ${serviceType ?? "ClusterIP"}. Leave it out, or set serviceType to NodePort.`,
              },
          ]
        : [];
}
