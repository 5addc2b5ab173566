import * as v from "valibot";
import { isRecord } from "../../validation/record";
import { refusal } from "../../validation/primitives";

// What the schemas of RIG's documents have in common. Keys that they don't name are RIG's business, or nobody's.

/** A text that matches, in one step: a document may have ten thousand of them. */
export function matching(pattern: RegExp, allowed: string) {
    return v.custom<string>((value) => typeof value === "string" && pattern.test(value), refusal(allowed));
}

/** Any text but the empty one. */
export const nonEmptyText = matching(/[^]/, "a text that is not empty");

/** A map with free keys. */
export function map<T extends v.GenericSchema>(value: T, what: string) {
    const message = refusal(`a map from ${what}`);
    return v.pipe(v.custom<Record<string, unknown>>(isRecord, message), v.record(v.string(), value, message));
}

/** The parts of an object that matter; the rest passes. */
export function partialObject<T extends v.ObjectEntries>(entries: T) {
    // Valibot takes a list for an object, and RIG's processes end at one.
    const schema = v.pipe(
        v.custom<Record<string, unknown>>(isRecord, refusal("a map")),
        v.object(entries, "is missing, and it is required here."),
    );
    return Object.assign(schema, { entries });
}

/** A key that must not be there. */
export function absentKey(message: string) {
    return v.optional(v.never(message));
}

/** The way of an issue to a key of a map. */
export function pathItem(input: Readonly<Record<string, unknown>>, key: string): v.ObjectPathItem {
    return { type: "object", origin: "value", input: { ...input }, key, value: input[key] };
}
