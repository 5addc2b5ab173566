import type { Problem } from "../components/validation/problem";
import { expiryProblems } from "../components/rig/rules/certificateExpiry";
import { configuredVariables } from "../components/rig/configuredVariables";
import { withCommand } from "../stack";
import type { DesiredState } from "../deployed/desiredState";
import type { KeysInUse, ObjectKey } from "../deployed/keysInUse";
import type { ClusterReader } from "../kubernetes/reader";

/**
 * Problems of expired certificates in the configuration that the pods don't have yet. For one that they have already, the
 * component warns, and other changes remain possible.
 */
export async function newExpiryProblems(
    reader: ClusterReader,
    { project, namespace, gateway }: DesiredState,
    inUse: KeysInUse,
): Promise<Problem[]> {
    const found = await Promise.all(
        expiryProblems(gateway).map(async (problem) => {
            const name = problem.path.slice(-1).join();
            const deployed = inUse.get(name);
            const isNew =
                deployed === undefined ||
                (await isDifferentFrom(reader, { ...deployed, namespace }, configuredVariables(gateway).text(name)));
            return isNew ? [withCommand({ ...problem, remedy: "setToContent" }, project)] : [];
        }),
    );
    return found.flat();
}

/** Whether the key has another text. A key that the user may not read counts as the same. */
async function isDifferentFrom(
    reader: ClusterReader,
    { kind, name, key, namespace }: ObjectKey & { readonly namespace: string },
    text: string | undefined,
): Promise<boolean> {
    const found = await reader.find({ apiVersion: "v1", kind, name, namespace });
    if (typeof found === "string") {
        return found === "absent";
    }
    const value = found.data[key] ?? "";
    return (kind === "Secret" ? Buffer.from(value, "base64").toString() : value) !== text;
}
