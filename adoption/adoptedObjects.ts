import type { ObjectNames } from "../components/model/names";
import { findFormerCookie, type FormerCookie } from "./formerCookie";
import type { ClusterReader, Lookup, ObjectReference } from "../kubernetes/reader";
import { findRelease, type ReleaseLookup } from "../kubernetes/helmRelease";
import { releaseOf } from "../kubernetes/helmOwner";
import { findServiceUsers, type ServiceUsers } from "./serviceUsers";

/**
 * Label of an imported object: the instance of the gateway that it is to belong to. A Deployment would hand an annotation
 * on to its ReplicaSets.
 */
export const adoptionLabel = "rig-adopted-by";

/** Which of the arguments names what is adopted. */
export type AdoptedRole = "deployment" | "service" | "headlessService";

/** An object that is adopted, as it is. */
export interface AdoptedObject {
    readonly reference: Required<ObjectReference>;
    readonly found: Lookup;
}

/** The Helm release that adopted objects belong to. */
export interface AdoptedRelease {
    readonly name: string;
    /** Where Helm keeps its records. */
    readonly namespace: string;
    readonly lookup: Exclude<ReleaseLookup, "absent">;
}

/** What is adopted. */
export interface AdoptedObjects {
    readonly objects: Readonly<Record<AdoptedRole, AdoptedObject>>;
    /** Left out when they belong to none, or Helm has forgotten it. */
    readonly release?: AdoptedRelease;
    /** Left out when the pods take their cookie from no Secret. */
    readonly formerCookie?: FormerCookie;
    /** What leads to the two Services. */
    readonly serviceUsers: ServiceUsers;
}

/** Looks for the objects that an adoption is about, for the Helm release that has them, and for what leads to them. */
export async function findAdoptedObjects(
    reader: ClusterReader,
    namespace: string,
    names: ObjectNames,
): Promise<AdoptedObjects> {
    const adoptee = async (apiVersion: string, kind: string, name: string) => {
        const reference = { apiVersion, kind, name, namespace };
        return { reference, found: await reader.find(reference) };
    };
    const [deployment, service, headlessService] = await Promise.all([
        adoptee("apps/v1", "Deployment", names.deployment),
        adoptee("v1", "Service", names.publicService),
        adoptee("v1", "Service", names.headlessService),
    ]);
    const objects = { deployment, service, headlessService };
    const formerCookie = await findFormerCookie(reader, namespace, deployment.found);
    const serviceUsers = await findServiceUsers(reader, namespace, [names.publicService, names.headlessService]);
    const all = { objects, serviceUsers, ...(formerCookie && { formerCookie }) };
    const owner = releaseOf(
        Object.values(objects).flatMap(({ found }) => (typeof found === "object" ? [found] : [])),
        namespace,
    );
    if (owner === undefined) {
        return all;
    }
    const lookup = await findRelease(reader, owner.namespace, owner.name);
    return { ...all, ...(lookup !== "absent" && { release: { ...owner, lookup } }) };
}
