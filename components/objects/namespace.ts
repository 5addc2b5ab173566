import * as k8s from "@pulumi/kubernetes";
import type { Build } from "./build";

/** The namespace, in which the API server admits only pods that meet the Pod Security level `restricted`. */
export function namespace(build: Build): k8s.core.v1.Namespace {
    const { namespace: name, labels, annotations } = build.scope;
    const resource = build.resource("namespace");
    return new k8s.core.v1.Namespace(
        resource.name,
        {
            metadata: {
                name,
                labels: { ...labels, "pod-security.kubernetes.io/enforce": "restricted" },
                ...(annotations && { annotations }),
            },
        },
        resource.options,
    );
}
