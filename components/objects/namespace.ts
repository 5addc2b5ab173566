import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Labels } from "../model/labels";
import type { Annotations } from "./scope";

/** The namespace, in which the API server admits only pods that meet the Pod Security level `restricted`. */
export function namespace(
    resourceName: string,
    name: pulumi.Input<string>,
    labels: Labels,
    annotations: Annotations | undefined,
    options: pulumi.CustomResourceOptions,
): k8s.core.v1.Namespace {
    return new k8s.core.v1.Namespace(
        `${resourceName}-namespace`,
        {
            metadata: {
                name,
                labels: { ...labels, "pod-security.kubernetes.io/enforce": "restricted" },
                ...(annotations && { annotations }),
            },
        },
        options,
    );
}
