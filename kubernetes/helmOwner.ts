import type { FoundObject } from "./reader";

/** Annotations in which Helm notes the release that an object belongs to. */
const nameAnnotation = "meta.helm.sh/release-name";
const namespaceAnnotation = "meta.helm.sh/release-namespace";

/** What Helm takes as a release's name, and Kubernetes as a namespace's. Anybody may write an annotation, and both get into commands. */
const allowedName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * The Helm release that one of the objects belongs to, by Helm's own annotations.
 *
 * @param namespace Namespace of the objects, in which the release is unless they say otherwise.
 */
export function releaseOf(
    objects: readonly FoundObject[],
    namespace: string,
): { readonly name: string; readonly namespace: string } | undefined {
    return objects
        .map(({ annotations = {} }) => ({
            name: annotations[nameAnnotation] ?? "",
            namespace: annotations[namespaceAnnotation] ?? namespace,
        }))
        .find((each) => allowedName.test(each.name) && allowedName.test(each.namespace));
}
