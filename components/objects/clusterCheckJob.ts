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
 * A Job that succeeds when the gateway's nodes have formed one Erlang cluster; Pulumi waits for it. A Job is immutable: when
 * the gateway or its policies change, or the Job has failed, Pulumi replaces it.
 *
 * The finished Job has no time to live: Pulumi would find it missing.
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
                // The script itself retries.
                backoffLimit: 0,
                // Longer than Pulumi's own timeout, whose error describes the pod's problem.
                activeDeadlineSeconds: clusterCheckTimeout + 60,
                template: {
                    metadata: {
                        labels: { ...scope.labels, ...clusterCheckLabels(scope.selector) },
                        annotations: { ...args.podAnnotations, "checksum/gateway": gatewayFingerprint },
                    },
                    spec: {
                        ...basePodSpec(args, build.require("serviceAccount").metadata.name),
                        // Rules about other pods apply to the gateway's pods only.
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
                                // Erlang doesn't start without HOME.
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
