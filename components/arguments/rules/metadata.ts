import { cookieAnnotation, rotationAnnotation, toolAnnotations } from "../../model/annotations";
import type { GatewayArgs } from "../../args";
import { reservedLabelPrefix } from "../../model/labels";
import type { Problem } from "../../validation/problem";

/** Refuses labels and annotations that the deployment, or the tool that deploys, sets itself. */
export function metadataProblems({ labels, podAnnotations, serviceAnnotations }: Partial<GatewayArgs>): Problem[] {
    return [
        ...Object.keys(labels ?? {})
            .filter((key) => key.startsWith(reservedLabelPrefix) || key === "pod-template-hash")
            .map((key) => ({
                path: ["labels", key],
                message: `${reservedLabelPrefix}* and pod-template-hash are set by the deployment. Use another name.`,
            })),
        ...Object.keys(podAnnotations ?? {})
            .filter((key) => [cookieAnnotation, rotationAnnotation].includes(key))
            .map((key) => ({
                path: ["podAnnotations", key],
                message: "this annotation is set by the deployment. Use another name.",
            })),
        ...Object.keys(serviceAnnotations ?? {})
            .filter((key) => toolAnnotations.test(key))
            .map((key) => ({
                path: ["serviceAnnotations", key],
                message: "only Pulumi, Helm, kubectl and Kubernetes itself set such an annotation. Leave it out.",
            })),
    ];
}
