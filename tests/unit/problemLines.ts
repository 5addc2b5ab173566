import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";

/** The problems that a user's error lists below its first line, a line each. */
export function problemLines(error: unknown): string[] {
    assert.ok(RunError.isInstance(error), String(error));
    return error.message
        .split("\n")
        .slice(1)
        .map((line) => line.trim());
}
