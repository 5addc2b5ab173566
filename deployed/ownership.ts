import { instanceLabelKey, ownerAnnotation } from "../components/model/labels";
import { objectsOf } from "../components/plannedObjects";
import { deploymentReference, desiredNames, ownInstance, type DesiredState } from "./desiredState";
import { isPulumi } from "../kubernetes/managedFields";
import type { ClusterReader, FoundObject, Lookup } from "../kubernetes/reader";

/**
 * Whose an object is:
 * - `marked`: this gateway's, with the id of this state;
 * - `unmarked`: this gateway's, without an id, since an earlier version or Helm made it;
 * - `anotherState`: this gateway's, with the id of another state of the same project and stack;
 * - `renamed`: this state's, of a gateway, project or stack of another name;
 * - `foreign`: someone else's.
 */
export type Ownership = "marked" | "unmarked" | "anotherState" | "renamed" | "foreign";

/** Whose an object is. */
export function ownership({ labels, annotations = {} }: FoundObject, desired: DesiredState): Ownership {
    const owner = annotations[ownerAnnotation];
    const isThisState = owner !== undefined && owner === desired.owner;
    if (labels[instanceLabelKey] !== ownInstance(desired)) {
        return isThisState ? "renamed" : "foreign";
    }
    if (owner === undefined) {
        return "unmarked";
    }
    return isThisState ? "marked" : "anotherState";
}

/** Whether a lookup has found an object of this gateway and of no other state. */
export function isOwn(found: Lookup, desired: DesiredState): boolean {
    return typeof found === "object" && ["marked", "unmarked"].includes(ownership(found, desired));
}

/**
 * Whether Pulumi's provider is among the managers of the object's fields: labels and annotations may be copied. An object
 * without managers counts as Pulumi's, too: only the steps of a take-over (docs/ownership.md) remove all managers.
 */
export function isMadeByPulumi({ managedFields = [] }: FoundObject): boolean {
    return managedFields.length === 0 || managedFields.some(isPulumi);
}

/** The gateway's Deployment in the cluster; undefined where there is none, or it is someone else's. */
export async function ownDeployment(reader: ClusterReader, desired: DesiredState): Promise<FoundObject | undefined> {
    const found = await reader.find(deploymentReference(desired));
    return typeof found === "object" && isOwn(found, desired) ? found : undefined;
}

/** Whether one of the objects that every gateway has is in the cluster, and this gateway's. */
export async function hasOwnObjects(reader: ClusterReader, desired: DesiredState): Promise<boolean> {
    const { namespace, gateway } = desired;
    const keys = ["deployment", "publicService", "headlessService", "adminService", "serviceAccount"] as const;
    const references = [
        ...objectsOf(keys, desiredNames(desired), namespace),
        ...((gateway.createNamespace ?? true) ? [{ apiVersion: "v1", kind: "Namespace", name: namespace }] : []),
    ];
    const found = await Promise.all(references.map((reference) => reader.find(reference)));
    return found.some((each) => isOwn(each, desired));
}
