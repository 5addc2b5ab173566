import { existingCookieProblem } from "../components/model/cookie";
import { keptFingerprint } from "../components/model/cookieRotation";
import { objectProblem, unreadable, type DesiredState } from "../deployed/desiredState";
import type { ClusterReader } from "../kubernetes/reader";
import type { Findings } from "./findings";

/**
 * Checks that the existing Secret with the cookie is there and has a usable one. When the pods have their cookie from it
 * already, what has become of it since is no reason to refuse another change.
 */
export async function existingCookieFindings(
    reader: ClusterReader,
    { gateway: { cookie }, namespace, running }: DesiredState,
): Promise<Findings> {
    const existing = cookie?.existingSecret;
    if (existing === undefined) {
        return nothing;
    }
    const reference = { apiVersion: "v1", kind: "Secret", name: existing.name, namespace };
    const refused = (message: string): Findings => ({ problems: [objectProblem(reference, message)], warnings: [] });
    const found = await reader.find(reference);
    if (found === "forbidden") {
        return refused(unreadable);
    }
    const message = found === "absent" ? absence(existing.key) : existingCookieProblem(found.data, existing.key);
    if (message === undefined) {
        return nothing;
    }
    if (keptFingerprint({ cookie, running }) === undefined) {
        return refused(found === "absent" ? `${message} ${firstRemedy}` : message);
    }
    const start = found !== "absent" && existing.key in found.data ? takesIt : waits;
    return { problems: [], warnings: [objectProblem(reference, [message, goesOn, start, remedy].join(" "))] };
}

const nothing: Findings = { problems: [], warnings: [] };

function absence(key: string): string {
    return `it doesn't exist, and cookie.existingSecret names it with key ${key}.`;
}

const firstRemedy = "Make it first, or leave the key out for a generated cookie.";

const goesOn =
    "The gateway's pods have their cookie from there, and keep it as long as they run, so this update goes on.";

const waits =
    "A pod that starts or restarts waits for it, and a change of the pods, or more of them, doesn't end before.";

const takesIt = "A pod that starts or restarts takes it as it is, and leaves the cluster or doesn't start.";

const remedy =
    "Put the cookie of the pods back: docs/cookie.md has how to take it from one of them, and what to do when none runs.";
