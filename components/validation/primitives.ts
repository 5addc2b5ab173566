import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import { isRecord } from "./record";
import { didYouMean } from "./problem";
import { codedMessage, ProblemCode } from "./problemCode";

/** A schema that yields a `T`. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** A schema that checks a text and yields it in canonical form. */
export type TextSchema = v.GenericSchema<string, string>;

/**
 * The message of a schema that refuses a value. `issueProblems` puts the value before it, unless the value is a secret.
 *
 * @param allowed What is allowed instead.
 * @param detail A further sentence.
 */
export function refusal(allowed: string, detail = ""): string {
    return codedMessage(
        ProblemCode.ValueNotAllowed,
        [`Allowed: ${allowed}.`, detail].filter((sentence) => sentence !== "").join(" "),
    );
}

/** A text that matches. */
export function text(pattern: RegExp, allowed: string) {
    return v.pipe(v.string(refusal(allowed)), v.regex(pattern, refusal(allowed)));
}

/** Any text but the empty one: an empty string is never "not set". */
export function nonEmptyText() {
    return text(/[^]/, "a text that is not empty; leave the key out for the default");
}

/** A text whose value never appears in a message. */
export function secretText(usable: (value: string) => boolean, allowed: string) {
    const message = `the value (not shown) is not allowed. Allowed: ${allowed}.`;
    return v.pipe(v.string(message), v.check(usable, message));
}

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number, unit = "") {
    const message = refusal(`a whole number from ${min} to ${max}${unit === "" ? "" : ` (${unit})`}`);
    return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

/** `true` or `false`. */
export function flag() {
    return v.boolean(refusal("true or false"));
}

/** One of the texts. */
export function oneOf<const T extends readonly string[]>(values: T, hint = "") {
    return v.picklist(values, refusal(`${values.join(", ")}${hint === "" ? "" : ` (${hint})`}`));
}

/** A list. */
export function list<T extends v.GenericSchema>(item: T, what: string) {
    return v.array(item, refusal(`a list of ${what}`));
}

/** Keys that Valibot drops from a record without reporting them. */
const unsafeKeys = ["__proto__", "prototype", "constructor"];

/** A map with free keys. */
export function map<T extends v.GenericSchema>(key: v.GenericSchema<string, string>, value: T, what: string) {
    return v.pipe(
        v.custom<Record<string, unknown>>(
            (value) => !isRecord(value) || !Object.keys(value).some((each) => unsafeKeys.includes(each)),
            `the names ${unsafeKeys.join(", ")} can't be used.`,
        ),
        v.custom<Record<string, unknown>>((value) => !Array.isArray(value), refusal(`a map from ${what}`)),
        v.record(key, value, refusal(`a map from ${what}`)),
    );
}

/** A map with the named keys only; every unknown key is a problem of its own. */
export function object<T extends v.ObjectEntries>(entries: T) {
    const names = Object.keys(entries);
    const allowed = `a map with the keys ${names.join(", ")}`;
    const schema = v.looseObject(entries, (issue) =>
        issue.expected === "Object" ? refusal(allowed) : "is missing, and it is required here.",
    );
    const noList: typeof schema = {
        ...schema,
        // Valibot takes a list for an object, but no text.
        "~run": (dataset, config) =>
            schema["~run"](Array.isArray(dataset.value) ? { ...dataset, value: "a list" } : dataset, config),
    };
    return v.pipe(
        noList,
        v.rawCheck(({ dataset, addIssue }) => {
            const value: unknown = dataset.value;
            if (typeof value !== "object" || value === null) {
                return;
            }
            for (const [key, found] of Object.entries(value)) {
                if (!names.includes(key)) {
                    addIssue({
                        message: `there is no such key. ${didYouMean(key, names)}Allowed: ${names.join(", ")}.`,
                        path: [{ type: "object", origin: "key", input: { ...value }, key, value: found }],
                    });
                }
            }
        }),
    );
}

/** The schema for a plain value. It accepts every Output and promise, whose values aren't known yet. */
export function input<T>(schema: Schema<T>): Schema<pulumi.Input<T>> {
    const deferred = v.custom<pulumi.Input<T>>(() => true);
    return v.lazy((value): Schema<pulumi.Input<T>> => (isDeferred(value) ? deferred : schema));
}

/** The schema for one of Kubernetes' own shapes. It accepts every value with an Output or a promise anywhere in it. */
export function shape<T>(schema: Schema<T>): Schema<T> {
    const deferred = v.custom<T>(() => true);
    return v.lazy((value): Schema<T> => (containsDeferred(value) ? deferred : schema));
}

function containsDeferred(value: unknown, above: readonly unknown[] = []): boolean {
    return isDeferred(value) || children(value, above).some((part) => containsDeferred(part, [...above, value]));
}

/** Whether no part of the value contains itself. Such a value can't be written as JSON. */
export function isTree(value: unknown, above: readonly unknown[] = []): boolean {
    return !above.includes(value) && children(value, above).every((part) => isTree(part, [...above, value]));
}

function children(value: unknown, above: readonly unknown[]): unknown[] {
    return typeof value === "object" && value !== null && !isDeferred(value) && !above.includes(value)
        ? Object.values(value)
        : [];
}

/** Whether the value is known only later: an Output or a promise. */
export function isDeferred(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}
