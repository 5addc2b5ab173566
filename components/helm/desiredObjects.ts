import type { Input } from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import type { deploymentContent } from "../objects/deployment";
import { headlessServiceContent, publicServiceContent } from "../objects/services";
import { managerLabelKey } from "../model/labels";
import type { Scope } from "../objects/scope";

/**
 * The desired objects of the release: the same that the method `manifests` makes. Values that aren't known yet are Outputs.
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
 * The content without the namespace, which is the release's, and without the label for the manager, which Helm sets. The
 * pods keep all their labels, so a change of the method doesn't replace them.
 */
function inRelease<Spec>({ metadata: { name, labels, annotations }, spec }: Content<Spec>) {
    const { [managerLabelKey]: _, ...others } = labels;
    return { metadata: { name, labels: others, ...(annotations && { annotations }) }, spec };
}
