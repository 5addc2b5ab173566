import * as k8s from "@pulumi/kubernetes";
import { containerName } from "../model/names";
import { replicaRange } from "../model/replicas";
import type { Build } from "./build";
import { metadata } from "./scope";

/** A removed pod ends its connections: at most one pod a minute, after five minutes in which fewer pods were enough. */
const scaleDown = { stabilizationWindowSeconds: 300, policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] };

/** The autoscaler of the gateway's Deployment. It measures RIG's container only: a service mesh's container may have no requests. */
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
