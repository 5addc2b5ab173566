import * as k8s from "@pulumi/kubernetes";
import type { GatewayArgs } from "../args";
import { disruptionLimits } from "../model/disruptionBudget";
import { metadata, type Scope } from "./scope";

/**
 * How many pods drains and cluster upgrades take at a time. Pods that aren't ready may always be evicted: they would
 * block a drain without serving anyone.
 */
export function disruptionBudget(scope: Scope, args: GatewayArgs): k8s.policy.v1.PodDisruptionBudget {
    return new k8s.policy.v1.PodDisruptionBudget(
        `${scope.resourceName}-disruption-budget`,
        {
            metadata: metadata(scope, scope.names.disruptionBudget),
            spec: {
                ...disruptionLimits(args),
                selector: { matchLabels: scope.selector },
                unhealthyPodEvictionPolicy: "AlwaysAllow",
            },
        },
        scope.options,
    );
}
