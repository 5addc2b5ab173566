import type { Problem } from "../../validation/problem";

/** The problem of a variable that is required and not set. */
export function missing(name: string, reason: string, secret = false): Problem {
    return { path: [secret ? "secretSettings" : "settings", name], message: `is missing: ${reason}.`, remedy: "set" };
}
