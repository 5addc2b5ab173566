import * as k8s from "@pulumi/kubernetes";
import { metadata, type Scope } from "../scope";

/**
 * Lets drains and cluster upgrades take one pod at a time. Pods that aren't ready may always be evicted: they would
 * block a drain without serving anyone.
 */
export function disruptionBudget(scope: Scope): k8s.policy.v1.PodDisruptionBudget {
    return new k8s.policy.v1.PodDisruptionBudget(
        `${scope.resourceName}-disruption-budget`,
        {
            metadata: metadata(scope, scope.names.disruptionBudget),
            spec: {
                maxUnavailable: 1,
                selector: { matchLabels: scope.selector },
                unhealthyPodEvictionPolicy: "AlwaysAllow",
            },
        },
        scope.options,
    );
}
