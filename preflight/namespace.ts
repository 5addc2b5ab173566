import type { Problem } from "../components/validation/problem";
import { isRecord } from "../components/validation/record";
import { type DesiredState, title, objectProblem } from "../deployed/desiredState";
import { ownership } from "../deployed/ownership";
import type { ClusterReader, ObjectReference, Lookup } from "../kubernetes/reader";
import { foreignObjectProblems } from "./foreignObjects";

/** Problems of the namespace: it is missing, is being deleted, or belongs to someone else. */
export async function namespaceProblems(reader: ClusterReader, desired: DesiredState): Promise<Problem[]> {
    const reference = { apiVersion: "v1", kind: "Namespace", name: desired.namespace };
    const found = await reader.find(reference);
    const end = terminatingProblem(reference, found);
    if (end !== undefined) {
        return [end];
    }
    if (desired.gateway.createNamespace ?? true) {
        const hint = "To use it as it is, set createNamespace to false; else choose another namespace.";
        return foreignObjectProblems(reference, found, desired, hint);
    }
    // A user who may deploy into one namespace may lack the right to read namespaces; then the API server decides.
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
            return foreignObjectProblems(reference, found, desired, "");
        case "marked":
        case "unmarked":
            return [
                {
                    path,
                    message:
                        "this stack made it, and createNamespace: false would delete it, with everything in it. " +
                        "Set createNamespace to true again.",
                },
            ];
        default:
            return [];
    }
}

/** A problem when the namespace is being deleted, since Kubernetes then refuses new objects in it. */
export function terminatingProblem(reference: ObjectReference, found: Lookup): Problem | undefined {
    if (typeof found === "string" || found.status?.phase !== "Terminating") {
        return undefined;
    }
    const remaining = remainingObjects(found.status.conditions);
    return objectProblem(
        reference,
        `it is being deleted${remaining === "" ? "" : `, and waits: ${remaining}`}. Nothing was changed. Wait until it is gone. An object with a finalizer stays until the finalizer's owner, or you, remove the finalizer (metadata.finalizers). Then run pulumi up --refresh, which makes everything anew.`,
    );
}

/** The messages of the namespace's controller about objects that remain, and their finalizers. */
function remainingObjects(conditions: unknown): string {
    const conditionsOfRemaining = (Array.isArray(conditions) ? conditions : []).filter(
        (condition: unknown): condition is Record<string, unknown> =>
            isRecord(condition) && condition.status === "True" && /Remaining$/.test(String(condition.type)),
    );
    return conditionsOfRemaining.map(({ message }) => String(message)).join("; ");
}
