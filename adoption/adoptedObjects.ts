import type { ObjectNames } from "../components/model/names";
import { findDeployedCookie, type DeployedCookie } from "./deployedCookie";
import type { ClusterReader, Lookup, ObjectReference } from "../kubernetes/reader";
import { findRelease, type ReleaseLookup } from "../kubernetes/helmRelease";
import { releaseOf } from "../kubernetes/helmOwner";
import { findServiceUsers, type ServiceUsers } from "./serviceUsers";

/**
 * Label of an imported object. Its value is the instance of the gateway that adopts the object. It is no annotation, since
 * a Deployment copies its annotations to its ReplicaSets.
 */
export const adoptionLabel = "rig-adopted-by";

/** The key of `objectNames` that names an adopted object. */
export type AdoptedRole = "deployment" | "service" | "headlessService";

/** An adopted object: its name, and what the cluster has of it. */
export interface AdoptedObject {
    readonly reference: Required<ObjectReference>;
    readonly found: Lookup;
}

/** The Helm release to which the adopted objects belong. */
export interface AdoptedRelease {
    readonly name: string;
    /** Where Helm keeps its records. */
    readonly namespace: string;
    readonly lookup: Exclude<ReleaseLookup, "absent">;
}

/** The objects of an adoption, and what depends on them. */
export interface AdoptedObjects {
    readonly objects: Readonly<Record<AdoptedRole, AdoptedObject>>;
    /** Left out when the objects belong to no release, or Helm no longer has its records. */
    readonly release?: AdoptedRelease;
    /** Left out when the pods take their cookie from no Secret. */
    readonly deployedCookie?: DeployedCookie;
    /** The objects that lead to the two Services. */
    readonly serviceUsers: ServiceUsers;
}

/** Looks for the objects to adopt, for their Helm release, for the Secret with their cookie and for their users. */
export async function findAdoptedObjects(
    reader: ClusterReader,
    namespace: string,
    names: ObjectNames,
): Promise<AdoptedObjects> {
    const lookUp = async (apiVersion: string, kind: string, name: string) => {
        const reference = { apiVersion, kind, name, namespace };
        return { reference, found: await reader.find(reference) };
    };
    const [deployment, service, headlessService] = await Promise.all([
        lookUp("apps/v1", "Deployment", names.deployment),
        lookUp("v1", "Service", names.publicService),
        lookUp("v1", "Service", names.headlessService),
    ]);
    const objects = { deployment, service, headlessService };
    const deployedCookie = await findDeployedCookie(reader, namespace, deployment.found);
    const serviceUsers = await findServiceUsers(reader, namespace, [names.publicService, names.headlessService]);
    const all = { objects, serviceUsers, ...(deployedCookie && { deployedCookie }) };
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
