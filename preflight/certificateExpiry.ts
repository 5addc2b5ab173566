import type { Problem } from "../components/validation/problem";
import { expiryProblems } from "../components/rig/rules/certificateExpiry";
import { configuredVariables } from "../components/rig/configuredVariables";
import { withCommand } from "../stack";
import type { DesiredState } from "../deployed/desiredState";
import type { KeysInUse, ObjectKey } from "../deployed/keysInUse";
import type { ClusterReader } from "../kubernetes/reader";

/**
 * Problems of the configuration's own certificates that have expired and would be new to the pods. One that they have
 * already is no reason to refuse another change; the component warns of it.
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
                (await isOther(reader, { ...deployed, namespace }, configuredVariables(gateway).text(name)));
            return isNew ? [withCommand({ ...problem, remedy: "setToContent" }, project)] : [];
        }),
    );
    return found.flat();
}

/** Whether the key holds another text; what may not be read counts as the same. */
async function isOther(
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
