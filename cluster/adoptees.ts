import type { ObjectNames } from "../components/plan/naming";
import { findOldCookie, type OldCookie } from "./oldCookie";
import type { ClusterReader, Lookup, ObjectReference } from "./reader";
import { findRelease, type ReleaseLookup } from "./release";
import { releaseOf } from "./releaseOwner";
import { findServiceUsers, type ServiceUsers } from "./serviceUsers";

/**
 * Label of an imported object: the instance of the gateway that it is to belong to. A Deployment would hand an annotation
 * on to its ReplicaSets.
 */
export const adoptionLabel = "rig-adopted-by";

/** Which of the arguments names what is adopted. */
export type AdopteeRole = "deployment" | "service" | "headlessService";

/** An object that is adopted, as it is. */
export interface Adoptee {
    readonly reference: Required<ObjectReference>;
    readonly found: Lookup;
}

/** The Helm release that adopted objects belong to. */
export interface AdopteeRelease {
    readonly name: string;
    /** Where Helm keeps its records. */
    readonly namespace: string;
    readonly lookup: Exclude<ReleaseLookup, "absent">;
}

/** What is adopted. */
export interface Adoptees {
    readonly objects: Readonly<Record<AdopteeRole, Adoptee>>;
    /** Left out when they belong to none, or Helm has forgotten it. */
    readonly release?: AdopteeRelease;
    /** Left out when the pods take their cookie from no Secret. */
    readonly oldCookie?: OldCookie;
    /** What leads to the two Services. */
    readonly serviceUsers: ServiceUsers;
}

/** Looks for the objects that an adoption is about, for the Helm release that has them, and for what leads to them. */
export async function findAdoptees(reader: ClusterReader, namespace: string, names: ObjectNames): Promise<Adoptees> {
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
    const oldCookie = await findOldCookie(reader, namespace, deployment.found);
    const serviceUsers = await findServiceUsers(reader, namespace, [names.publicService, names.headlessService]);
    const all = { objects, serviceUsers, ...(oldCookie && { oldCookie }) };
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
