import type { Input } from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import type { deploymentContent } from "../objects/deployment";
import { headlessServiceContent, publicServiceContent } from "../objects/services";
import { managerLabelKey } from "../model/labels";
import type { Scope } from "../objects/scope";

/**
 * The objects of the release as they have to be: the same that the method `manifests` makes. What of them is not known
 * yet is an Output.
 */
export function desiredObjects(scope: Scope, args: GatewayArgs, content: ReturnType<typeof deploymentContent>) {
    return [
        { apiVersion: "apps/v1", kind: "Deployment", ...inRelease(content) },
        { apiVersion: "v1", kind: "Service", ...inRelease(publicServiceContent(scope, args)) },
        { apiVersion: "v1", kind: "Service", ...inRelease(headlessServiceContent(scope)) },
    ];
}

interface Content<Spec> {
    readonly metadata: {
        readonly name: unknown;
        readonly labels: Readonly<Record<string, unknown>>;
        readonly annotations?: Readonly<Record<string, Input<string>>>;
    };
    readonly spec: Spec;
}

/**
 * The namespace is the release's, and who manages the objects is Helm. The pods keep their labels as they are: they
 * needn't be replaced when the method changes.
 */
function inRelease<Spec>({ metadata: { name, labels, annotations }, spec }: Content<Spec>) {
    const { [managerLabelKey]: _, ...others } = labels;
    return { metadata: { name, labels: others, ...(annotations && { annotations }) }, spec };
}
