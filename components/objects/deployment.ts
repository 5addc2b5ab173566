import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { cookieAnnotation, rotationAnnotation, argumentsAnnotation } from "../model/annotations";
import { mutableDirectory, type EnvVar } from "../model/environment";
import { versionLabel } from "../model/image";
import { containerName } from "../model/names";
import { clusterPorts, portNames, type HttpPorts } from "../rig/ports";
import { readinessDelay } from "../model/readiness";
import { podResources } from "../model/size";
import { preStopSeconds, terminationGraceSeconds } from "../model/timeouts";
import { type Rotation } from "./cookieRotation";
import { metadata, releasedMetadata, type Scope } from "./scope";
import type { Mount } from "./fileVolume";
import { containerBasis, podBasis } from "./podTemplate";

/** What the Deployment is made of beyond the arguments. */
export interface DeploymentParts {
    /** Number of pods; with an autoscaler, of a new Deployment's. */
    readonly replicas: number;
    /** Whether an autoscaler sets the number of pods from then on. */
    readonly isAutoscaled: boolean;
    readonly minReadySeconds: number;
    /** Seconds to wait for the rollout. */
    readonly deployTimeout: number;
    readonly environment: EnvVar[];
    /** The files that RIG's variables name. */
    readonly files: Mount[];
    /** Changes when the cookie does. */
    readonly cookieFingerprint: pulumi.Output<string>;
    /** What a rotation of the cookie, or the wish for one, makes of the Deployment. */
    readonly rotation: Rotation;
    readonly serviceAccount: pulumi.Input<string>;
    /** Whether the Deployment is protected from being deleted. */
    readonly protect: boolean;
    /**
     * What must be in place before the first pod starts. It also goes after the Deployment only: under protection, a
     * `destroy` then ends at the Deployment, before it has deleted anything.
     */
    readonly before: pulumi.Resource[];
}

/**
 * An unlimited number of open files makes old Erlang VMs close millions of descriptors at start; 65536 is also RIG's
 * own port limit. Where the hard limit is lower, it stays.
 */
const openFiles = 65536;

// The image's own command is a shell that dies on SIGTERM, takes RIG with it and reports a crash as success.
const startCommand = [
    "limit=$(ulimit -Hn)",
    `if [ "$limit" = unlimited ] || [ "$limit" -gt ${openFiles} ]; then limit=${openFiles}; fi`,
    'ulimit -n "$limit"',
    "exec /opt/sites/rig/bin/rig foreground",
].join("; ");

/** The Deployment of RIG: what is in it, however it is made. */
export function deploymentContent(scope: Scope, args: GatewayArgs, parts: DeploymentParts) {
    const labels = {
        ...scope.labels,
        "app.kubernetes.io/version": pulumi.output(args.image ?? {}).apply(versionLabel),
    };
    const { atOnce, number, argumentsFingerprint } = parts.rotation;
    return {
        metadata: {
            ...releasedMetadata(scope, scope.names.deployment),
            labels,
            ...(argumentsFingerprint && { annotations: { [argumentsAnnotation]: argumentsFingerprint } }),
        },
        spec: {
            replicas: parts.replicas,
            minReadySeconds: parts.minReadySeconds,
            // Later than Pulumi's own timeout, whose error tells what is wrong with the pods.
            progressDeadlineSeconds: parts.deployTimeout + 60,
            selector: { matchLabels: scope.selector },
            // A pod that goes takes its connections along, so a new one is there first.
            strategy: atOnce
                ? { type: "Recreate" }
                : { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
            template: {
                metadata: {
                    labels,
                    annotations: {
                        ...args.podAnnotations,
                        [cookieAnnotation]: parts.cookieFingerprint,
                        ...(number > 0 && { [rotationAnnotation]: String(number) }),
                    },
                },
                spec: podSpec(scope, args, parts),
            },
        },
    };
}

/**
 * The Deployment of RIG, with that content.
 *
 * @param adoption Options for one that is there already.
 */
export function deployment(
    scope: Scope,
    content: ReturnType<typeof deploymentContent>,
    parts: DeploymentParts,
    adoption: pulumi.CustomResourceOptions,
): k8s.apps.v1.Deployment {
    const { labels, annotations } = content.metadata;
    return new k8s.apps.v1.Deployment(
        `${scope.resourceName}-deployment`,
        { ...content, metadata: { ...metadata(scope, scope.names.deployment, annotations), labels } },
        {
            ...scope.options,
            dependsOn: parts.before,
            protect: parts.protect,
            customTimeouts: { create: `${parts.deployTimeout}s`, update: `${parts.deployTimeout}s` },
            // The provider then leaves the number to whom it belongs, and keeps what is there where that is nobody.
            ...(parts.isAutoscaled && { ignoreChanges: ["spec.replicas"] }),
            ...adoption,
        },
    );
}

function podSpec(scope: Scope, args: GatewayArgs, parts: DeploymentParts): k8s.types.input.core.v1.PodSpec {
    return {
        ...podBasis(args, parts.serviceAccount),
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
        containers: [container(scope, args, parts)],
        // In memory, since RIG's start script writes the cookie there; 16 MiB are many times what it writes.
        volumes: [
            { name: "var", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } },
            ...parts.files.map(({ volume }) => volume),
        ],
    };
}

function container(scope: Scope, args: GatewayArgs, parts: DeploymentParts): k8s.types.input.core.v1.Container {
    // With a certificate a pod is ready when HTTPS works, too. The kubelet takes any certificate.
    const publicHealth = scope.httpPorts.publicTls
        ? { path: "/_rig/health", port: portNames.publicTls, scheme: "HTTPS" }
        : { path: "/_rig/health", port: portNames.public };
    const delay = readinessDelay(args);
    return {
        name: containerName,
        ...containerBasis(args),
        command: ["/bin/sh", "-c", startCommand],
        env: parts.environment,
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
        // The admin endpoint isn't slowed down by public traffic; later than readiness, so that load restarts no pod.
        livenessProbe: {
            httpGet: { path: "/health", port: portNames.admin },
            periodSeconds: 15,
            timeoutSeconds: 5,
            failureThreshold: 4,
        },
        lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } },
        volumeMounts: [{ name: "var", mountPath: mutableDirectory }, ...parts.files.map(({ mount }) => mount)],
    };
}

function containerPorts(numbers: HttpPorts) {
    return (["public", "publicTls", "admin", "adminTls"] as const).flatMap((endpoint) => {
        const containerPort = numbers[endpoint];
        return containerPort === undefined ? [] : [{ name: portNames[endpoint], containerPort, protocol: "TCP" }];
    });
}
