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

/** What a record leaves out without a word. */
const dropped = ["__proto__", "prototype", "constructor"];

/** A map with free keys. */
export function map<T extends v.GenericSchema>(key: v.GenericSchema<string, string>, value: T, what: string) {
    return v.pipe(
        v.custom<Record<string, unknown>>(
            (given) => !isRecord(given) || !Object.keys(given).some((each) => dropped.includes(each)),
            `the names ${dropped.join(", ")} can't be used.`,
        ),
        v.custom<Record<string, unknown>>((given) => !Array.isArray(given), refusal(`a map from ${what}`)),
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

/** The schema itself for a plain value; an Output or a promise is taken as it is, its value isn't known yet. */
export function input<T>(schema: Schema<T>): Schema<pulumi.Input<T>> {
    const deferred = v.custom<pulumi.Input<T>>(() => true);
    return v.lazy((value): Schema<pulumi.Input<T>> => (isDeferred(value) ? deferred : schema));
}

/**
 * The schema for one of Kubernetes' own shapes, in which any part may be an Output: it is looked at only when all of it
 * is known.
 */
export function shape<T>(schema: Schema<T>): Schema<T> {
    const deferred = v.custom<T>(() => true);
    return v.lazy((value): Schema<T> => (holdsDeferred(value) ? deferred : schema));
}

function holdsDeferred(value: unknown, above: readonly unknown[] = []): boolean {
    return isDeferred(value) || parts(value, above).some((part) => holdsDeferred(part, [...above, value]));
}

/** Whether no part of the value holds itself: what does has no end, and no text. */
export function isTree(value: unknown, above: readonly unknown[] = []): boolean {
    return !above.includes(value) && parts(value, above).every((part) => isTree(part, [...above, value]));
}

function parts(value: unknown, above: readonly unknown[]): unknown[] {
    return typeof value === "object" && value !== null && !isDeferred(value) && !above.includes(value)
        ? Object.values(value)
        : [];
}

/** Whether the value is known only later: an Output or a promise. */
export function isDeferred(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}
