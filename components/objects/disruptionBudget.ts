import * as k8s from "@pulumi/kubernetes";
import { disruptionLimits } from "../model/disruptionBudget";
import type { Build } from "./build";
import { metadata } from "./scope";

/**
 * Limits how many pods drains and cluster upgrades evict at a time. Kubernetes may always evict pods that aren't ready: they
 * serve nobody and would block a drain.
 */
export function disruptionBudget(build: Build): k8s.policy.v1.PodDisruptionBudget {
    const { scope, args } = build;
    const { name, options } = build.resource("disruptionBudget");
    return new k8s.policy.v1.PodDisruptionBudget(
        name,
        {
            metadata: metadata(scope, scope.names.disruptionBudget),
            spec: {
                ...disruptionLimits(args),
                selector: { matchLabels: scope.selector },
                unhealthyPodEvictionPolicy: "AlwaysAllow",
            },
        },
        options,
    );
}
