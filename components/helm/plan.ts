import type { Input } from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { deploymentContent } from "../manifests/deployment";
import { headlessServiceContent, publicServiceContent } from "../manifests/services";
import { managerLabelKey } from "../plan/labels";
import type { Scope } from "../scope";
import type { WorkloadParts } from "../workload";

/**
 * The objects of the release as they have to be: the same that the method `manifests` makes. What of them is not known
 * yet is an Output.
 */
export function plannedRelease(scope: Scope, args: GatewayArgs, parts: WorkloadParts) {
    return [
        { apiVersion: "apps/v1", kind: "Deployment", ...inRelease(deploymentContent(scope, args, parts)) },
        { apiVersion: "v1", kind: "Service", ...inRelease(publicServiceContent(scope, args, parts.serviceType)) },
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
