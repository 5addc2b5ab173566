import { cookieAnnotation, rotationAnnotation } from "../../model/annotations";
import type { GatewayArgs } from "../../args";
import { ownedLabelPrefix } from "../../model/labels";
import type { Problem } from "../../validation/problem";

/** Annotations by which tools note, or are told, how they handle an object. */
const toolAnnotations = /^(pulumi\.com|meta\.helm\.sh|helm\.sh|kubectl\.kubernetes\.io)\//;

/** Refuses labels and annotations that the deployment, or the tool that deploys, sets itself. */
export function metadataProblems({ labels, podAnnotations, serviceAnnotations }: Partial<GatewayArgs>): Problem[] {
    return [
        ...Object.keys(labels ?? {})
            .filter((key) => key.startsWith(ownedLabelPrefix) || key === "pod-template-hash")
            .map((key) => ({
                path: ["labels", key],
                message: `${ownedLabelPrefix}* and pod-template-hash are set by the deployment. Use another name.`,
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
                message: "this annotation belongs to the tool that deploys, Pulumi, Helm or kubectl. Leave it out.",
            })),
    ];
}
