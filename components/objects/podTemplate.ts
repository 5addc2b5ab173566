import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PullPolicy, type GatewayArgs, type RunAsArgs } from "../args";
import { imageReference } from "../model/image";

/** Uid and gid of the user `rig` in RIG's image, which names it by name: the kubelet can't tell that it isn't root. */
const rigUser = 1000;

/** The numeric user and groups of a pod's processes, unless the platform assigns them. */
function userAndGroups({ user, group, fsGroup, assignedByPlatform = false }: RunAsArgs = {}) {
    return assignedByPlatform
        ? {}
        : { runAsUser: user ?? rigUser, runAsGroup: group ?? rigUser, fsGroup: fsGroup ?? rigUser };
}

/** The common spec of all pods with RIG's image: scheduling, and security of the level `restricted`. */
export function basePodSpec(args: GatewayArgs, serviceAccount: pulumi.Input<string>) {
    return {
        serviceAccountName: serviceAccount,
        automountServiceAccountToken: false,
        // A Service called `jaeger` would set JAEGER_PORT to a URL, on which RIG crashes.
        enableServiceLinks: false,
        securityContext: {
            runAsNonRoot: true,
            ...userAndGroups(args.runAs),
            seccompProfile: { type: "RuntimeDefault" },
        },
        imagePullSecrets: args.image?.pullSecrets?.map((name) => ({ name })),
        nodeSelector: args.nodeSelector,
        tolerations: args.tolerations,
        priorityClassName: args.priorityClassName,
    } satisfies Partial<k8s.types.input.core.v1.PodSpec>;
}

/** The common part of the containers with RIG's image. */
export function baseContainer(args: GatewayArgs) {
    return {
        image: pulumi.output(args.image ?? {}).apply(imageReference),
        imagePullPolicy: args.image?.pullPolicy ?? PullPolicy.IfNotPresent,
        // The error of `pulumi up` then contains the end of the log.
        terminationMessagePolicy: "FallbackToLogsOnError",
        securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
        },
    } satisfies Partial<k8s.types.input.core.v1.Container>;
}
