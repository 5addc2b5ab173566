import type { KeyReference } from "../components/args";
import { existingCookieProblem } from "../components/model/cookie";
import type { Problem } from "../components/validation/problem";
import { type DesiredState, title, unreadable } from "../deployed/desiredState";
import type { ClusterReader, Lookup } from "../kubernetes/reader";

/** Problems of the existing Secret with the cookie. */
export async function cookieProblems(reader: ClusterReader, { gateway, namespace }: DesiredState): Promise<Problem[]> {
    const existing = gateway.cookie?.existingSecret;
    if (existing === undefined) {
        return [];
    }
    const reference = { apiVersion: "v1", kind: "Secret", name: existing.name, namespace };
    const message = cookieProblem(existing, await reader.find(reference));
    return message === undefined ? [] : [{ path: [title(reference)], message }];
}

function cookieProblem({ key }: KeyReference, secret: Lookup): string | undefined {
    if (secret === "forbidden") {
        return unreadable;
    }
    if (secret === "absent") {
        return "it doesn't exist, and cookie.existingSecret names it. Make it first, or leave the key out for a generated cookie.";
    }
    return existingCookieProblem(secret.data, key);
}
