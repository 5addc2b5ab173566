import { title } from "../deployed/desiredState";
import type { Generation } from "../deployed/generations";
import type { ClusterReader, ObjectReference } from "../kubernetes/reader";

/**
 * What shows that the cluster isn't what the state says, as after one of them was restored from a copy: the Deployment
 * uses one of the objects that the state knows nothing of, or the one that should have taken its place isn't there. Then
 * none of them is superseded for certain.
 *
 * @param others Objects that aren't of the gateway's present generation, by the state.
 * @param present Names of those that are.
 */
export async function stateMismatch(
    reader: ClusterReader,
    deployment: ObjectReference,
    others: readonly Generation[],
    present: readonly string[],
): Promise<string | undefined> {
    const found = await reader.find(deployment);
    const uses = typeof found === "string" ? "" : JSON.stringify(found.spec);
    for (const other of others) {
        if (uses.includes(`"${other.name}"`)) {
            return `${title(deployment)} uses ${title(other)}, of which the state knows nothing`;
        }
        const successors = present.filter(
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
