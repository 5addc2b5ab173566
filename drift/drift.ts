import { isDeepStrictEqual } from "node:util";
import { Method } from "../components/args";
import { cookieAnnotation } from "../components/model/annotations";
import { podBasis } from "../components/objects/podTemplate";
import { imageReference } from "../components/model/image";
import { containerName } from "../components/model/names";
import { podResources, replicasAtStart } from "../components/model/size";
import { shown } from "../components/validation/problem";
import { imageParts, quantities } from "../deployed/canonical";
import { deploymentReference, desiredNames, title, type DesiredState } from "../deployed/desiredState";
import {
    isPulumi,
    isWithin,
    ownedPaths,
    pathKey,
    pathName,
    valueAt,
    type ManagedFieldsEntry,
    type FieldPath,
} from "../kubernetes/managedFields";
import { isOwn as isOwnObject } from "../deployed/ownership";
import type { ClusterReader, FoundObject, ObjectReference } from "../kubernetes/reader";

/** A field of one of the gateway's objects that someone else has set. */
export interface ForeignField {
    readonly path: FieldPath;
    readonly manager: string;
    readonly since: Date | undefined;
    /** Whether the stack owns it, too: with another value it would be a conflict, and only then it is put right. */
    readonly isShared: boolean;
}

/** One of the gateway's own objects as it is, and what of it has been set behind the stack's back. */
export interface LiveObject {
    readonly reference: Required<ObjectReference>;
    readonly found: FoundObject;
    /** What the stack sets, too, and puts right. */
    readonly drifted: readonly ForeignField[];
    /** What the stack doesn't set, and leaves alone. */
    readonly added: readonly ForeignField[];
}

/** The objects that are looked at. During an adoption they are still someone else's. */
function lookups(reader: ClusterReader, desired: DesiredState) {
    if (desired.gateway.adopt !== undefined) {
        return [];
    }
    const { namespace } = desired;
    const names = desiredNames(desired);
    const references = [
        deploymentReference(desired),
        ...[names.publicService, names.headlessService, names.adminService].map((name) => {
            return { apiVersion: "v1", kind: "Service", name, namespace };
        }),
        { apiVersion: "policy/v1", kind: "PodDisruptionBudget", name: names.disruptionBudget, namespace },
    ];
    return references.map(async (reference) => ({ reference, found: await reader.find(reference) }));
}

/** Those of the objects that aren't in the cluster: nobody has made them yet, or someone has deleted them. */
export async function absentObjects(
    reader: ClusterReader,
    desired: DesiredState,
): Promise<Required<ObjectReference>[]> {
    const found = await Promise.all(lookups(reader, desired));
    return found.flatMap((each) => (each.found === "absent" ? [each.reference] : []));
}

/** Looks for what others have set in the gateway's objects. */
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
        .filter((owner) => !isOwn(owner, desired) && owner.subresource !== "status" && owner.manager !== nobody)
        .flatMap((owner) => ownedPaths(owner).map((path) => fieldOf(owner, path, ownKeys.has(pathKey(path)))))
        .filter(({ path }) => path[0] === "f:spec")
        .filter(({ path }) => desired.gateway.autoscaling === undefined || !isReplicas(reference.kind, path));
    const isSet = ({ path }: ForeignField) => setsField(reference.kind, path, own, desired);
    return {
        reference,
        found,
        drifted: foreign.filter((field) => isSet(field) && isOtherwise(found, field, desired)),
        added: foreign.filter((field) => !isSet(field) && !field.isShared && isTold(field)),
    };
}

function fieldOf({ manager = "unknown", time }: ManagedFieldsEntry, path: FieldPath, isShared: boolean): ForeignField {
    return { path, manager, since: time, isShared };
}

/** Under which the API server notes what an object had before anybody applied to it, when nobody was noted. */
const nobody = "before-first-apply";

/** Pulumi's provider, which with method helm also runs Helm; and Helm itself, for who has rolled the release back. */
function isOwn(entry: ManagedFieldsEntry, { gateway }: DesiredState): boolean {
    return isPulumi(entry) || (gateway.method === Method.Helm && entry.manager === "helm");
}

const template: FieldPath = ["f:spec", "f:template"];
const podFields: FieldPath = [...template, "f:spec"];

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
    if (isWithin(path, [...template, "f:metadata"])) {
        const [, , , map, step = ""] = path;
        const annotations = [cookieAnnotation, ...Object.keys(gateway.podAnnotations ?? {})];
        return map === "f:annotations" && annotations.includes(step.slice(2));
    }
    const inPod = isWithin(path, podFields) ? path[podFields.length]?.slice(2) : undefined;
    const basis = podBasis({ ...gateway, namespace }, desiredNames(desired).serviceAccount);
    const isGiven = Object.entries(basis).some(([key, value]) => key === inPod && value !== undefined);
    if (inPod !== undefined && !alwaysSet.includes(inPod) && !isGiven) {
        return false;
    }
    const items = path.flatMap((step, index) => (step.startsWith("k:") ? [path.slice(0, index + 1)] : []));
    return items.every((item) => own.some((each) => isWithin(each, item)));
}

/** Only what people did by hand: operators that add something to pods do it for good. */
function isTold({ path, manager }: ForeignField): boolean {
    return manager.startsWith("kubectl") && !isWithin(path, [...template, "f:metadata"]) && path.at(-1) !== ".";
}

/** What the configuration says in a field, as far as it says it in plain text. */
function configured(path: FieldPath, { gateway }: DesiredState): unknown {
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

/** Whether the field isn't as the configuration says. What the stack shares with others is as it said before. */
function isOtherwise(found: FoundObject, { path, isShared }: ForeignField, desired: DesiredState): boolean {
    const said = configured(path, desired);
    return said === undefined ? !isShared : !isDeepStrictEqual(liveValue(found, path), said);
}

function liveValue(found: FoundObject, path: FieldPath): unknown {
    const index = path.indexOf("f:resources");
    return index === -1
        ? valueAt(found, path)
        : valueAt(quantities(valueAt(found, path.slice(0, index + 1))), path.slice(index + 1));
}

/** What is told of the gateway's objects: of each field its owner, and what this update does. */
export function driftWarnings(objects: readonly LiveObject[], desired: DesiredState): string[] {
    return objects.flatMap(({ reference, found, drifted, added }) => [
        ...distinct(drifted.filter(({ isShared }) => !isShared)).map(
            (field) =>
                `${title(reference)}: ${whatIs(found, field, desired)}, ${whoSetIt(field)} An update puts it right${isWithin(field.path, template) ? ", by other pods, one after the other" : ""}.`,
        ),
        ...distinct(added).map(
            (field) =>
                `${title(reference)}: ${pathName(field.path)} isn't of this stack, ${whoSetIt(field)} An update leaves it as it is; take it out with kubectl if it shouldn't be there.`,
        ),
    ]);
}

/** One field for all parts of a variable, and none for an item beside what is in it. */
function distinct(fields: readonly ForeignField[]): ForeignField[] {
    const whole = fields.map((field) => {
        const env = field.path.indexOf("f:env");
        return env === -1 ? field : { ...field, path: field.path.slice(0, env + 2) };
    });
    const names = whole.map(({ path }) => pathName(path));
    return whole.filter(
        ({ path }, index) => names.indexOf(pathName(path)) === index && (path.at(-1) !== "." || whole.length === 1),
    );
}

function whatIs(found: FoundObject, { path }: ForeignField, desired: DesiredState): string {
    const [live, said] = [liveValue(found, path), configured(path, desired)];
    // What else there is may be a secret: a variable, an argument.
    const isPlain = said !== undefined || typeof live === "number" || typeof live === "boolean";
    const name = pathName(path);
    if (!isPlain) {
        return `${name} is another one than the configuration says`;
    }
    return `${name} is ${shown(live)}, and the configuration says ${said === undefined ? "otherwise" : shown(said)}`;
}

function whoSetIt({ manager, since }: ForeignField): string {
    return `set by ${manager}${since === undefined ? "" : ` at ${since.toISOString()}`}.`;
}
