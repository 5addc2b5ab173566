import { isDeepStrictEqual } from "node:util";
import { Method } from "../components/args";
import { cookieAnnotation } from "../components/model/annotations";
import { objectsOf } from "../components/plannedObjects";
import { basePodSpec } from "../components/objects/podTemplate";
import { imageReference } from "../components/model/image";
import { containerName } from "../components/model/names";
import { podResources } from "../components/model/resources";
import { replicasAtStart } from "../components/model/replicas";
import { imageParts, quantities } from "../deployed/canonical";
import { desiredNames, type DesiredState } from "../deployed/desiredState";
import {
    isPulumi,
    isWithin,
    ownedPaths,
    pathKey,
    valueAt,
    type ManagedFieldsEntry,
    type FieldPath,
} from "../kubernetes/managedFields";
import { isOwn as isOwnObject } from "../deployed/ownership";
import type { ClusterReader, FoundObject, ObjectReference } from "../kubernetes/reader";

/** A field of one of the gateway's objects that another field manager has set. */
export interface ForeignField {
    readonly path: FieldPath;
    readonly manager: string;
    readonly since: Date | undefined;
    /** Whether the stack manages it, too. */
    readonly isShared: boolean;
}

/** One of the gateway's own objects in the cluster, and the fields that were set behind the stack's back. */
export interface LiveObject {
    readonly reference: Required<ObjectReference>;
    readonly found: FoundObject;
    /** Fields that the stack sets to another value, and puts right. */
    readonly drifted: readonly ForeignField[];
    /** Fields that the stack doesn't set, and leaves alone. */
    readonly added: readonly ForeignField[];
}

/** The objects that are changed in place, and that people change by hand. */
const watched = ["deployment", "publicService", "headlessService", "adminService", "disruptionBudget"] as const;

/** The objects in which drift is looked for. During an adoption there are none: the objects are still someone else's. */
function lookups(reader: ClusterReader, desired: DesiredState) {
    if (desired.gateway.adopt !== undefined) {
        return [];
    }
    return objectsOf(watched, desiredNames(desired), desired.namespace).map(
        async ({ key: _, namespace = "", ...object }) => {
            const reference = { ...object, namespace };
            return { reference, found: await reader.find(reference) };
        },
    );
}

/** The objects that aren't in the cluster: nobody has made them yet, or someone has deleted them. */
export async function absentObjects(
    reader: ClusterReader,
    desired: DesiredState,
): Promise<Required<ObjectReference>[]> {
    const found = await Promise.all(lookups(reader, desired));
    return found.flatMap((each) => (each.found === "absent" ? [each.reference] : []));
}

/** The gateway's own objects in the cluster, with what others have set in them. */
export async function liveObjects(reader: ClusterReader, desired: DesiredState): Promise<LiveObject[]> {
    const found = await Promise.all(lookups(reader, desired));
    return found.flatMap((each) =>
        typeof each.found === "object" && isOwnObject(each.found, desired)
            ? [liveObject(each.reference, each.found, desired)]
            : [],
    );
}

function liveObject(reference: Required<ObjectReference>, found: FoundObject, desired: DesiredState): LiveObject {
    const owners = found.managedFields ?? [];
    const own = owners.filter((owner) => isOwn(owner, desired)).flatMap(ownedPaths);
    const ownKeys = new Set(own.map(pathKey));
    const foreign = owners
        .filter((owner) => !isOwn(owner, desired) && owner.subresource !== "status" && owner.manager !== unknownManager)
        .flatMap((owner) => ownedPaths(owner).map((path) => fieldOf(owner, path, ownKeys.has(pathKey(path)))))
        .filter(({ path }) => path[0] === "f:spec")
        .filter(({ path }) => desired.gateway.autoscaling === undefined || !isReplicas(reference.kind, path));
    const isSetByStack = ({ path }: ForeignField) => setsField(reference.kind, path, own, desired);
    return {
        reference,
        found,
        drifted: foreign.filter((field) => isSetByStack(field) && isChanged(found, field, desired)),
        added: foreign.filter((field) => !isSetByStack(field) && !field.isShared && isByHand(field)),
    };
}

function fieldOf({ manager = "unknown", time }: ManagedFieldsEntry, path: FieldPath, isShared: boolean): ForeignField {
    return { path, manager, since: time, isShared };
}

/** The manager of fields whose manager the API server didn't know when someone first applied to the object. */
const unknownManager = "before-first-apply";

/** Whether the manager is Pulumi's provider, which also runs Helm, or Helm itself, after someone has rolled a release back. */
function isOwn(entry: ManagedFieldsEntry, { gateway }: DesiredState): boolean {
    return isPulumi(entry) || (gateway.method === Method.Helm && entry.manager === "helm");
}

/** The place of the pods' template in a Deployment. */
export const podTemplate: FieldPath = ["f:spec", "f:template"];
const podFields: FieldPath = [...podTemplate, "f:spec"];

/** Fields of the pods' spec that the stack always sets. */
const alwaysSet = ["affinity", "containers", "terminationGracePeriodSeconds", "topologySpreadConstraints", "volumes"];

/** The number of pods, which belongs to the autoscaler where there is one. */
function isReplicas(kind: string, path: FieldPath): boolean {
    return kind === "Deployment" && isWithin(path, ["f:spec", "f:replicas"]);
}

/** Fields of a Service's spec that the stack always sets. */
const serviceFields = ["f:clusterIP", "f:ports", "f:publishNotReadyAddresses", "f:selector", "f:type"];

/**
 * Whether the stack sets the field. Of lists, it sets the items in which it owns something: a variable or a container of
 * another name is someone else's.
 */
function setsField(kind: string, path: FieldPath, own: readonly FieldPath[], desired: DesiredState): boolean {
    const { gateway, namespace } = desired;
    if (kind === "Service" && !serviceFields.includes(path[1] ?? "")) {
        return false;
    }
    if (isWithin(path, [...podTemplate, "f:metadata"])) {
        const [, , , map, step = ""] = path;
        const annotations = [cookieAnnotation, ...Object.keys(gateway.podAnnotations ?? {})];
        return map === "f:annotations" && annotations.includes(step.slice(2));
    }
    const inPod = isWithin(path, podFields) ? path[podFields.length]?.slice(2) : undefined;
    const basis = basePodSpec({ ...gateway, namespace }, desiredNames(desired).serviceAccount);
    const isGiven = Object.entries(basis).some(([key, value]) => key === inPod && value !== undefined);
    if (inPod !== undefined && !alwaysSet.includes(inPod) && !isGiven) {
        return false;
    }
    const items = path.flatMap((step, index) => (step.startsWith("k:") ? [path.slice(0, index + 1)] : []));
    return items.every((item) => own.some((each) => isWithin(each, item)));
}

/** Whether a person has set the field by hand: operators that add something to pods do that for good. */
function isByHand({ path, manager }: ForeignField): boolean {
    return manager.startsWith("kubectl") && !isWithin(path, [...podTemplate, "f:metadata"]) && path.at(-1) !== ".";
}

/** The value of a field in the configuration, where that is plain text. */
export function configuredValue(path: FieldPath, { gateway }: DesiredState): unknown {
    const [field, ...below] = path.slice(1);
    switch (field) {
        case "f:replicas":
            return replicasAtStart(gateway);
        case "f:template":
            return path.at(-2) === `k:{"name":"${containerName}"}` && path.at(-1) === "f:image"
                ? imageReference(imageParts({ gateway }))
                : path.includes("f:resources")
                  ? valueAt(quantities(podResources(gateway)), below.slice(below.indexOf("f:resources") + 1))
                  : undefined;
        default:
            return undefined;
    }
}

/** Whether the field has another value than in the configuration. A shared field has the value of the last update. */
function isChanged(found: FoundObject, { path, isShared }: ForeignField, desired: DesiredState): boolean {
    const value = configuredValue(path, desired);
    return value === undefined ? !isShared : !isDeepStrictEqual(liveValue(found, path), value);
}

/** The value of a field in the cluster, with quantities in Kubernetes' own form. */
export function liveValue(found: FoundObject, path: FieldPath): unknown {
    const index = path.indexOf("f:resources");
    return index === -1
        ? valueAt(found, path)
        : valueAt(quantities(valueAt(found, path.slice(0, index + 1))), path.slice(index + 1));
}
