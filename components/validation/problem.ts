import { Output, RunError } from "@pulumi/pulumi";
import { closest, distance } from "fastest-levenshtein";
import type * as v from "valibot";
import type { ProblemCode } from "./problemCode";

/** One thing that is wrong with what the user said. */
export interface Problem {
    /** Path of the value, from the top: `["image", "tag"]`. */
    readonly path: readonly (string | number)[];
    /** What is wrong, and what is allowed or what to do, in one or more sentences. Never contains a secret. */
    readonly message: string;
    /** Identifies a problem that the program treats in a way of its own. The program never reads a message for that. */
    readonly code?: ProblemCode;
    /** What to do with the value at the path. The stack's configuration turns it into a command. */
    readonly remedy?: Remedy;
}

/** `set` the value, or `setToContent`: set it to a file's content, which may have several lines. */
export type Remedy = "set" | "setToContent";

/** A value as an error message shows it: on one line, short. */
export function shown(value: unknown): string {
    const text = valueText(value);
    return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** A value of any type as text: as JSON, where JSON has such a value. */
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
        // It contains itself, or a number that JSON doesn't have.
        return "an object";
    }
}

/** `Did you mean …? ` with the nearest name, when one of the names is near enough; else the empty text. */
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

/** The path of an issue that a schema found. */
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
 * An error of which Pulumi prints the message, and nothing else.
 *
 * @param message What is wrong and what to do. Never contains a secret.
 */
export function userError(message: string): RunError {
    const error = new RunError(message);
    // Pulumi renders the stack nevertheless, for its trace, and Node.js 20 needs 20 s and a gigabyte for that: its
    // search for `node_modules` doesn't end at Pulumi's own frames.
    error.stack = undefined;
    return error;
}

/**
 * The one error that reports all problems; Pulumi prints its message without a stack.
 *
 * @param subject The object or configuration that has the problems, for the first line.
 * @param problems At least one.
 * @param name Writes a problem's path.
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
