import type { GatewayArgs } from "../../args";
import { pathText, type Problem } from "../../validation/problem";
import { configuredVariables } from "../../rig/configuredVariables";
import { requirementProblems } from "./resources";

/** Refuses a cluster check without the metrics that it reads. */
export function clusterCheckProblems(args: Partial<GatewayArgs>): Problem[] {
    const metrics = configuredVariables(args);
    const name = "PROMETHEUS_METRICS_ENABLED";
    return args.clusterCheck && metrics.text(name)?.toLowerCase() === "false"
        ? [
              {
                  path: ["clusterCheck"],
                  message: `it reads RIG's metrics, which ${pathText(metrics.path(name))} switches off. Leave one of the two out.`,
              },
          ]
        : [];
}

/** Refuses resources of a cluster check that no pod can have, or that no Job uses. */
export function clusterCheckResourceProblems({
    clusterCheck = false,
    clusterCheckResources,
}: Partial<GatewayArgs>): Problem[] {
    const path = ["clusterCheckResources"];
    if (clusterCheckResources === undefined) {
        return [];
    }
    return clusterCheck
        ? requirementProblems(clusterCheckResources, "clusterCheckResources")
        : [{ path, message: "it has no use without clusterCheck. Leave it out, or set clusterCheck to true." }];
}
