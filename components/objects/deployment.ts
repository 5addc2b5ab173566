import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { cookieAnnotation, rotationAnnotation, argumentsAnnotation } from "../model/annotations";
import { mutableDirectory } from "../model/environment";
import { versionLabel } from "../model/image";
import { containerName } from "../model/names";
import { deployTimeout } from "../model/rollout";
import { clusterPorts, portNames, type HttpPorts } from "../rig/ports";
import { minReadySeconds, readinessDelay } from "../model/readiness";
import { podResources } from "../model/resources";
import { replicasAtStart } from "../model/replicas";
import { preStopSeconds, terminationGraceSeconds } from "../model/timeouts";
import { deploymentAdoptionOptions } from "./adoptionOptions";
import { oncePerGateway, type Build } from "./build";
import { cookieRotation, type Rotation } from "./cookieRotation";
import { podConfiguration, type PodConfiguration } from "./podConfiguration";
import { metadata, releasedMetadata, type Scope } from "./scope";
import { baseContainer, basePodSpec } from "./podTemplate";

/** The Deployment's content that doesn't follow from the arguments alone. */
export interface DeploymentContext extends PodConfiguration {
    readonly minReadySeconds: number;
    /** Seconds to wait for the rollout. */
    readonly deployTimeout: number;
    readonly rotation: Rotation;
    /** Name of the pods' ServiceAccount. */
    readonly serviceAccount: pulumi.Input<string>;
}

/**
 * An unlimited number of open files makes old Erlang VMs close millions of descriptors at start; 65536 is also RIG's
 * own port limit. A lower hard limit stays.
 */
const openFiles = 65536;

// The image's own command is a shell that dies on SIGTERM, takes RIG with it and reports a crash as success.
const startCommand = [
    "limit=$(ulimit -Hn)",
    `if [ "$limit" = unlimited ] || [ "$limit" -gt ${openFiles} ]; then limit=${openFiles}; fi`,
    'ulimit -n "$limit"',
    "exec /opt/sites/rig/bin/rig foreground",
].join("; ");

/** The content of RIG's Deployment, the same for both methods. */
export function deploymentContent(scope: Scope, args: GatewayArgs, context: DeploymentContext) {
    const labels = {
        ...scope.labels,
        "app.kubernetes.io/version": pulumi.output(args.image ?? {}).apply(versionLabel),
    };
    const { recreatesPods, number, argumentsFingerprint } = context.rotation;
    return {
        metadata: {
            ...releasedMetadata(scope, scope.names.deployment),
            labels,
            ...(argumentsFingerprint && { annotations: { [argumentsAnnotation]: argumentsFingerprint } }),
        },
        spec: {
            replicas: replicasAtStart(args),
            minReadySeconds: context.minReadySeconds,
            // Longer than Pulumi's own timeout, whose error describes the pods' problem.
            progressDeadlineSeconds: context.deployTimeout + 60,
            selector: { matchLabels: scope.selector },
            // A stopped pod ends its connections, so a new pod is ready before.
            strategy: recreatesPods
                ? { type: "Recreate" }
                : { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
            template: {
                metadata: {
                    labels,
                    annotations: {
                        ...args.podAnnotations,
                        [cookieAnnotation]: context.cookieFingerprint,
                        ...(number > 0 && { [rotationAnnotation]: String(number) }),
                    },
                },
                spec: podSpec(scope, args, context),
            },
        },
    };
}

/** {@link deploymentContent} of the gateway that the build makes. */
export const gatewayDeploymentContent = oncePerGateway((build: Build) => {
    const { scope, args } = build;
    return deploymentContent(scope, args, {
        ...podConfiguration(build),
        minReadySeconds: minReadySeconds(args),
        deployTimeout: deployTimeout(args),
        rotation: cookieRotation(build),
        serviceAccount: build.require("serviceAccount").metadata.name,
    });
});

/** The Deployment of RIG as a single object. */
export function deployment(build: Build): k8s.apps.v1.Deployment {
    const { scope, args } = build;
    const { name, options } = build.resource("deployment");
    const content = gatewayDeploymentContent(build);
    const { labels, annotations } = content.metadata;
    const timeout = `${deployTimeout(args)}s`;
    return new k8s.apps.v1.Deployment(
        name,
        { ...content, metadata: { ...metadata(scope, scope.names.deployment, annotations), labels } },
        {
            ...options,
            dependsOn: [build.require("headlessService"), ...build.beforePods()],
            customTimeouts: { create: timeout, update: timeout },
            // The provider then leaves the number to its field manager, or keeps the live number if it has none.
            ...(args.autoscaling && { ignoreChanges: ["spec.replicas"] }),
            ...deploymentAdoptionOptions(args, scope.names.deployment),
        },
    );
}

function podSpec(scope: Scope, args: GatewayArgs, context: DeploymentContext): k8s.types.input.core.v1.PodSpec {
    return {
        ...basePodSpec(args, context.serviceAccount),
        terminationGracePeriodSeconds: terminationGraceSeconds,
        affinity: args.affinity,
        topologySpreadConstraints: ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) => ({
            topologyKey,
            maxSkew: 1,
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: { matchLabels: scope.selector },
            // During a rollout the pods of the old version don't count.
            matchLabelKeys: ["pod-template-hash"],
        })),
        containers: [container(scope, args, context)],
        // In memory, since RIG's start script writes the cookie there; it writes far less than 16 MiB.
        volumes: [
            { name: "var", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } },
            ...context.files.map(({ volume }) => volume),
        ],
    };
}

function container(scope: Scope, args: GatewayArgs, context: DeploymentContext): k8s.types.input.core.v1.Container {
    // With a certificate, readiness includes HTTPS. The kubelet accepts any certificate.
    const publicHealth = scope.httpPorts.publicTls
        ? { path: "/_rig/health", port: portNames.publicTls, scheme: "HTTPS" }
        : { path: "/_rig/health", port: portNames.public };
    const delay = readinessDelay(args);
    return {
        name: containerName,
        ...baseContainer(args),
        command: ["/bin/sh", "-c", startCommand],
        env: context.environment,
        ports: [
            ...containerPorts(scope.httpPorts),
            ...clusterPorts.map(({ name, port }) => ({ name, containerPort: port, protocol: "TCP" })),
        ],
        resources: podResources(args),
        // The public endpoint is almost the last thing that RIG starts. 150 s are enough for a start on a busy node.
        startupProbe: { httpGet: publicHealth, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 30 },
        readinessProbe: {
            httpGet: publicHealth,
            ...(delay > 0 && { initialDelaySeconds: delay }),
            periodSeconds: 5,
            timeoutSeconds: 5,
            failureThreshold: 3,
        },
        // Public traffic doesn't slow the admin endpoint. The probe is slower than readiness, so that load restarts no pod.
        livenessProbe: {
            httpGet: { path: "/health", port: portNames.admin },
            periodSeconds: 15,
            timeoutSeconds: 5,
            failureThreshold: 4,
        },
        lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } },
        volumeMounts: [{ name: "var", mountPath: mutableDirectory }, ...context.files.map(({ mount }) => mount)],
    };
}

function containerPorts(numbers: HttpPorts) {
    return (["public", "publicTls", "admin", "adminTls"] as const).flatMap((endpoint) => {
        const containerPort = numbers[endpoint];
        return containerPort === undefined ? [] : [{ name: portNames[endpoint], containerPort, protocol: "TCP" }];
    });
}
