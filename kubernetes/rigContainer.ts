import { containerName } from "../components/model/names";

/**
 * RIG's among the containers of a pod: the one that has the name which this program gives, or the only one, as in a pod
 * that is about to be adopted. Those that a chart or a service mesh adds may stand before it.
 */
export function rigContainer<Container extends { readonly name: string }>(
    containers: readonly Container[] = [],
): Container | undefined {
    const named = containers.find(({ name }) => name === containerName);
    return named ?? (containers.length === 1 ? containers[0] : undefined);
}
