import { Output, RunError } from "@pulumi/pulumi";
import { closest, distance } from "fastest-levenshtein";
import type * as v from "valibot";
import type { ProblemCode } from "./problemCode";

/** One thing that is wrong with what the user said. */
export interface Problem {
    /** Where it is, from the top: `["image", "tag"]`. */
    readonly path: readonly (string | number)[];
    /** What is wrong and what is allowed or to be done, as one or more sentences. Never holds a secret. */
    readonly message: string;
    /** Identifies a problem that is treated in a way of its own. No code reads the message for that. */
    readonly code?: ProblemCode;
    /** What else is to be done with the value at the path; who knows where it is said knows how. */
    readonly remedy?: Remedy;
}

/** To set the value, or to set it to a file's content, which may have several lines. */
export type Remedy = "set" | "setToContent";

/** A value as an error message shows it: on one line, short. */
export function shown(value: unknown): string {
    const text = valueText(value);
    return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** A value of any kind as text, JSON if it has that. */
export function valueText(value: unknown): string {
    switch (typeof value) {
        case "undefined":
            return "nothing";
        case "function":
            return "a function";
        case "symbol":
        case "bigint":
            return String(value);
        default:
            return Output.isInstance(value) || value instanceof Promise ? "what is known only later" : jsonText(value);
    }
}

function jsonText(value: unknown): string {
    try {
        const text: unknown = JSON.stringify(value);
        return typeof text === "string" ? text : "an object";
    } catch {
        // It holds itself, or a number that JSON doesn't have.
        return "an object";
    }
}

/** `Did you mean …? ` when one of the names is close enough to be what was meant, else nothing. */
export function didYouMean(name: string, names: readonly string[]): string {
    if (names.length === 0) {
        return "";
    }
    const nearest = closest(
        name.toLowerCase(),
        names.map((each) => each.toLowerCase()),
    );
    const original = names.find((each) => each.toLowerCase() === nearest) ?? nearest;
    const near = distance(name.toLowerCase(), nearest) <= Math.max(1, Math.floor(name.length / 3));
    return near ? `Did you mean ${original}? ` : "";
}

/** Where a schema found something. */
export function issuePath({ path }: v.BaseIssue<unknown>): (string | number)[] {
    return (path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
}

/** A path as people write it: `image.tag`, `networkPolicy.publicFrom[0].ipBlock`. */
export function pathText(path: Problem["path"]): string {
    return path.reduce<string>(
        (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
        "",
    );
}

/**
 * An error for the user's eyes: Pulumi prints its message, and nothing else.
 *
 * @param message What is wrong and what to do. Never holds a secret.
 */
export function userError(message: string): RunError {
    const error = new RunError(message);
    // Pulumi renders the stack all the same, for its trace, and Node.js 20 needs 20 s and a gigabyte for that: its
    // search for `node_modules` doesn't end at Pulumi's own frames.
    error.stack = undefined;
    return error;
}

/**
 * The one error that reports all problems; Pulumi prints its message without a stack.
 *
 * @param subject What has the problems, for the first line.
 * @param problems At least one.
 * @param name How a problem's path is written.
 */
export function problemsError(
    subject: string,
    problems: readonly Problem[],
    name: (path: Problem["path"]) => string = pathText,
): RunError {
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    const lines = problems.map((problem) => `  ${name(problem.path)}: ${problem.message}`);
    return userError([`${subject} has ${count}. Nothing was changed.`, ...lines].join("\n"));
}
