import * as k8s from "@pulumi/kubernetes";
import { containerName } from "../model/names";
import { replicaRange } from "../model/replicas";
import type { Build } from "./build";
import { metadata } from "./scope";

/** A pod that goes takes its connections along: one a minute, and only when fewer were enough for five. */
const scaleDown = { stabilizationWindowSeconds: 300, policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] };

/** The autoscaler of the gateway's Deployment. What it measures is RIG's container: a mesh's may have no requests. */
export function autoscaler(build: Build): k8s.autoscaling.v2.HorizontalPodAutoscaler {
    const { scope, args } = build;
    const { name: resourceName, options } = build.resource("autoscaler");
    const { deployed, deploymentName } = build.workload();
    const { min, max, cpu, memory, behavior } = args.autoscaling ?? {};
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
        resourceName,
        {
            metadata: metadata(scope, scope.names.autoscaler),
            spec: {
                scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deploymentName },
                minReplicas: min,
                maxReplicas: max ?? replicaRange(args).most,
                metrics,
                behavior: { scaleDown, ...behavior },
            },
        },
        { ...options, dependsOn: deployed },
    );
}
