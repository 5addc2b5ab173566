import type { GatewayArgs } from "../../args";
import { podResources } from "../../model/resources";
import { shown, type Problem } from "../../validation/problem";

/** Refuses an `autoscaling` that contradicts `replicas`, or that is in percent of a request that isn't set. */
export function autoscalingProblems(args: Partial<GatewayArgs>): Problem[] {
    const { autoscaling, replicas } = args;
    if (autoscaling === undefined) {
        return [];
    }
    const { min, max } = autoscaling;
    const { requests = {}, limits = {} } = podResources(args);
    return [
        ...(replicas !== undefined && (replicas < min || replicas > max)
            ? [
                  {
                      path: ["replicas"],
                      message: `${shown(replicas)} is not within autoscaling's ${min} to ${max}, with which a new Deployment starts. Leave it out, or choose a number in between; a gateway is parked without autoscaling.`,
                  },
              ]
            : []),
        ...(["cpu", "memory"] as const)
            // Without a request, the API server uses the limit as the request.
            .filter((name) => autoscaling[name] !== undefined && (requests[name] ?? limits[name]) === undefined)
            .map((name) => ({
                path: ["autoscaling", name],
                message: `it is in percent of a pod's request, and resources.requests.${name} isn't set. Set it, or leave autoscaling.${name} out.`,
            })),
    ];
}
