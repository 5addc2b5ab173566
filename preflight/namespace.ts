import type { Problem } from "../components/validation/problem";
import { isRecord } from "../components/validation/record";
import { type DesiredState, title, objectProblem } from "../deployed/desiredState";
import { ownership } from "../deployed/ownership";
import type { ClusterReader, ObjectReference, Lookup } from "../kubernetes/reader";
import { foreign } from "./foreignObjects";

/** Problems of the namespace: that it is there, or is to be made, and whose it is. */
export async function namespaceProblems(reader: ClusterReader, desired: DesiredState): Promise<Problem[]> {
    const reference = { apiVersion: "v1", kind: "Namespace", name: desired.namespace };
    const found = await reader.find(reference);
    const end = terminating(reference, found);
    if (end !== undefined) {
        return [end];
    }
    if (desired.gateway.createNamespace ?? true) {
        const hint = "To use it as it is, set createNamespace to false; else choose another namespace.";
        return foreign(reference, found, desired, hint);
    }
    // Who may deploy into one namespace may not always read namespaces; what can't be seen is left to the API server.
    if (found === "forbidden") {
        return [];
    }
    const path = [title(reference)];
    if (found === "absent") {
        const message =
            "it doesn't exist, and createNamespace is false. Make it first, or set createNamespace to true.";
        return [{ path, message }];
    }
    switch (ownership(found, desired)) {
        case "anotherState":
            return foreign(reference, found, desired, "");
        case "marked":
        case "unmarked":
            return [
                {
                    path,
                    message:
                        "this stack made it, and with createNamespace set to false would delete it, with everything in it. " +
                        "Set createNamespace to true again.",
                },
            ];
        default:
            return [];
    }
}

/** A problem when the namespace is being deleted: Kubernetes lets nothing be made in it. With what it still waits for. */
export function terminating(reference: ObjectReference, found: Lookup): Problem | undefined {
    if (typeof found === "string" || found.status?.phase !== "Terminating") {
        return undefined;
    }
    const waits = waitsFor(found.status.conditions);
    return objectProblem(
        reference,
        `it is being deleted${waits === "" ? "" : `, and waits: ${waits}`}. Nothing was changed. Wait until it is gone; what has a finalizer goes when the finalizer's owner, or you, take that away (metadata.finalizers). Then run pulumi up --refresh, which makes everything anew.`,
    );
}

/** What the namespace's controller says of objects that are left, and of finalizers that hold them. */
function waitsFor(conditions: unknown): string {
    const remaining = (Array.isArray(conditions) ? conditions : []).filter(
        (condition: unknown): condition is Record<string, unknown> =>
            isRecord(condition) && condition.status === "True" && /Remaining$/.test(String(condition.type)),
    );
    return remaining.map(({ message }) => String(message)).join("; ");
}
