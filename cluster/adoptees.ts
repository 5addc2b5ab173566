import type { ObjectNames } from "../components/plan/naming";
import { word } from "../components/plan/shell";
import type { ClusterReader, Lookup, ObjectReference } from "./reader";
import { findRelease, type ReleaseLookup } from "./release";

/**
 * Label of an imported object: the instance of the gateway that it is to belong to. A Deployment would hand an annotation
 * on to its ReplicaSets.
 */
export const adoptionLabel = "rig-adopted-by";

/** Annotation in which Helm notes the name of the release that an object belongs to. */
const releaseAnnotation = "meta.helm.sh/release-name";

/** What Helm takes as the name of a release. */
const releaseName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Which of the arguments names what is adopted. */
export type AdopteeRole = "deployment" | "service" | "headlessService";

/** An object that is adopted, as it is. */
export interface Adoptee {
    readonly reference: Required<ObjectReference>;
    readonly found: Lookup;
}

/** What is adopted. */
export interface Adoptees {
    readonly objects: Readonly<Record<AdopteeRole, Adoptee>>;
    /** The Helm release that it belongs to, if it does. */
    readonly release?: { readonly name: string; readonly lookup: Exclude<ReleaseLookup, "absent"> };
}

/** Looks for the objects that an adoption is about, and for the Helm release that has them. */
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
    // Whoever may annotate the objects may write anything there, and the name gets into a command to paste.
    const name = Object.values(objects)
        .map(({ found }) => (typeof found === "object" ? found.annotations?.[releaseAnnotation] : undefined))
        .find((each) => each !== undefined && releaseName.test(each));
    const lookup = name === undefined ? "absent" : await findRelease(reader, namespace, name);
    return name === undefined || lookup === "absent" ? { objects } : { objects, release: { name, lookup } };
}

/** The command that lets Helm forget a release, and leaves its objects where they are. */
export function forgetCommand(namespace: string, release: string): string {
    return `kubectl delete secret -n ${word(namespace)} -l ${word(`owner=helm,name=${release}`)}`;
}
