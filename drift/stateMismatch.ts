import { title } from "../deployed/desiredState";
import type { VersionedObject } from "../deployed/versionedObjects";
import type { ClusterReader, ObjectReference } from "../kubernetes/reader";

/**
 * What shows that the state and the cluster differ, as after one of them was restored from a copy: the Deployment uses an
 * object that the state doesn't have, or the current version of that object isn't in the cluster. Then no object is
 * superseded for certain.
 *
 * @param others Versions of objects in the cluster that aren't the current ones by the state.
 * @param current Names of the current versions by the state.
 */
export async function stateMismatch(
    reader: ClusterReader,
    deployment: ObjectReference,
    others: readonly VersionedObject[],
    current: readonly string[],
): Promise<string | undefined> {
    const found = await reader.find(deployment);
    const uses = typeof found === "string" ? "" : JSON.stringify(found.spec);
    for (const other of others) {
        if (uses.includes(`"${other.name}"`)) {
            return `${title(deployment)} uses ${title(other)}, of which the state knows nothing`;
        }
        const successors = current.filter(
            (name) => name.startsWith(`${other.prefix}-`) && name.length === other.name.length,
        );
        for (const name of successors) {
            const successor = { ...other, name };
            if ((await reader.find(successor)) === "absent") {
                return `the state has ${title(successor)}, which isn't in the cluster, where ${title(other)} is`;
            }
        }
    }
    return undefined;
}
