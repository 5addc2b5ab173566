import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { checkScript } from "../formation/script";
import { fingerprint } from "../model/fingerprint";
import { clusterCheckLabels } from "../model/labels";
import { clusterCheckPodResources } from "../model/resources";
import { replicaRange } from "../model/replicas";
import { clusterCheckWaitSeconds, clusterCheckStableSeconds, clusterCheckTimeout } from "../model/timeouts";
import type { Build } from "./build";
import { serviceHost } from "./endpoints";
import { policiesContent } from "./networkPolicies";
import { metadata } from "./scope";
import { baseContainer, basePodSpec } from "./podTemplate";

/**
 * A Job that ends well when the gateway's nodes have formed one cluster; Pulumi waits for it. A Job can't be changed: when
 * the gateway or its policies do, it is deleted and made anew, and so it is when it has failed.
 *
 * It stays when it is done, and no time to live removes it: Pulumi would miss it.
 */
export function clusterCheck(build: Build): k8s.batch.v1.Job {
    const { scope, args } = build;
    const { name: resourceName, options } = build.resource("clusterCheck");
    const workload = build.workload();
    const gatewayFingerprint = pulumi
        .all([workload.content, policiesContent(build)])
        .apply(([content, policies]) => fingerprint({ content, policies }));
    const { least, most } = replicaRange(args);
    const scriptArguments = [
        serviceHost(scope, args, scope.names.headlessService),
        scope.httpPorts.admin,
        least,
        clusterCheckStableSeconds,
        clusterCheckWaitSeconds,
        ...(most > least ? [most] : []),
    ];
    return new k8s.batch.v1.Job(
        resourceName,
        {
            metadata: metadata(scope, scope.names.clusterCheck, { "pulumi.com/replaceUnready": "true" }),
            spec: {
                // It is patient by itself.
                backoffLimit: 0,
                // Later than Pulumi's own timeout, whose error tells what is wrong with the pod.
                activeDeadlineSeconds: clusterCheckTimeout + 60,
                template: {
                    metadata: {
                        labels: { ...scope.labels, ...clusterCheckLabels(scope.selector) },
                        annotations: { ...args.podAnnotations, "checksum/gateway": gatewayFingerprint },
                    },
                    spec: {
                        ...basePodSpec(args, build.require("serviceAccount").metadata.name),
                        // Rules about other pods are meant for the gateway's own.
                        affinity: args.affinity?.nodeAffinity && { nodeAffinity: args.affinity.nodeAffinity },
                        restartPolicy: "Never",
                        containers: [
                            {
                                name: "check",
                                ...baseContainer(args),
                                command: ["bash", "-c", checkScript, "cluster-check"],
                                args: scriptArguments.map((argument) =>
                                    pulumi.output<string | number>(argument).apply(String),
                                ),
                                // Erlang doesn't start without.
                                env: [{ name: "HOME", value: "/" }],
                                resources: clusterCheckPodResources(args),
                            },
                        ],
                    },
                },
            },
        },
        {
            ...options,
            dependsOn: workload.deployed,
            customTimeouts: { create: `${clusterCheckTimeout}s`, update: `${clusterCheckTimeout}s` },
        },
    );
}
