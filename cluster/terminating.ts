import { isRecord } from "../components/plan/records";
import type { Problem } from "../components/problems";
import { objectProblem } from "./expectation";
import type { Lookup, ObjectReference } from "./reader";

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
