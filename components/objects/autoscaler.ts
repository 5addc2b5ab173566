import * as k8s from "@pulumi/kubernetes";
import type { AutoscalingArgs } from "../args";
import { containerName } from "../model/names";
import { metadata, type Scope } from "./scope";
import type { Workload } from "./workload";

/** A pod that goes takes its connections along: one a minute, and only when fewer were enough for five. */
const scaleDown = { stabilizationWindowSeconds: 300, policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] };

/** The autoscaler of the gateway's Deployment. What it measures is RIG's container: a mesh's may have no requests. */
export function autoscaler(
    scope: Scope,
    { min, max, cpu, memory, behavior }: AutoscalingArgs,
    workload: Workload,
): k8s.autoscaling.v2.HorizontalPodAutoscaler {
    const metrics = Object.entries({ cpu, memory }).flatMap(([name, percent]) =>
        percent === undefined
            ? []
            : [
                  {
                      type: "ContainerResource",
                      containerResource: {
                          name,
                          container: containerName,
                          target: { type: "Utilization", averageUtilization: percent },
                      },
                  },
              ],
    );
    return new k8s.autoscaling.v2.HorizontalPodAutoscaler(
        `${scope.resourceName}-autoscaler`,
        {
            metadata: metadata(scope, scope.names.autoscaler),
            spec: {
                scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: workload.deploymentName },
                minReplicas: min,
                maxReplicas: max,
                metrics,
                behavior: { scaleDown, ...behavior },
            },
        },
        { ...scope.options, dependsOn: workload.deployed },
    );
}
