import type { GatewayArgs, RunningArgs } from "../components/args";
import { managerLabelKey } from "../components/model/labels";
import { defaultName, identityIn, instanceLabel, objectNames, type ObjectNames } from "../components/model/names";
import type { Problem } from "../components/validation/problem";
import type { FoundObject, ObjectReference } from "../kubernetes/reader";
import type { ReleaseLookup } from "../kubernetes/helmRelease";

/** The gateway that the configuration describes, and what is known of the state and the cluster. */
export interface DesiredState {
    readonly project: string;
    readonly stack: string;
    readonly namespace: string;
    readonly gateway: Omit<GatewayArgs, "namespace">;
    /** The id of this run's state; left out as long as it has none. */
    readonly owner?: string;
    /** With method `helm`, the release under the gateway's name as it is. */
    readonly release?: ReleaseLookup;
    /** What the gateway's pods were deployed with; left out without any. */
    readonly running?: RunningArgs;
}

/** Names of the gateway's objects. */
export function desiredNames({ gateway }: Pick<DesiredState, "gateway">): ObjectNames {
    return objectNames(gateway.name ?? defaultName, gateway.objectNames);
}

/** The gateway's Deployment. */
export function deploymentReference(desired: Pick<DesiredState, "gateway" | "namespace">): Required<ObjectReference> {
    const { deployment: name } = desiredNames(desired);
    return { apiVersion: "apps/v1", kind: "Deployment", name, namespace: desired.namespace };
}

/** The label value of this gateway's own objects. */
export function ownInstance({ project, stack, gateway }: Pick<DesiredState, "project" | "stack" | "gateway">): string {
    return instanceLabel(identityIn({ project, stack }, gateway));
}

/** Whether a stack of Pulumi's manages the object. */
export function isByPulumi({ labels }: FoundObject): boolean {
    return labels[managerLabelKey] === "Pulumi";
}

/** The name of an object in messages. */
export function title({ kind, name, namespace }: ObjectReference): string {
    return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** A problem of an object. */
export function objectProblem(reference: ObjectReference, message: string): Problem {
    return { path: [title(reference)], message };
}

/** The message for an object that the user may not read. */
export const unreadable = "the user of the kubeconfig may not read it, and needs the right to (get).";
