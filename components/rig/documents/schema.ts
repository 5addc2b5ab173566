import * as v from "valibot";
import { isRecord } from "../../validation/record";
import { refusal } from "../../validation/primitives";

// The common parts of the schemas for RIG's documents. The schemas accept all keys that they don't name.

/** A text that matches the expression. One action is faster than a pipe: a document may have ten thousand such texts. */
export function matching(pattern: RegExp, allowed: string) {
    return v.custom<string>((value) => typeof value === "string" && pattern.test(value), refusal(allowed));
}

/** A text with at least one character. */
export const nonEmptyText = matching(/[^]/, "a text that is not empty");

/** A map whose keys the user chooses. */
export function map<T extends v.GenericSchema>(value: T, what: string) {
    const message = refusal(`a map from ${what}`);
    return v.pipe(v.custom<Record<string, unknown>>(isRecord, message), v.record(v.string(), value, message));
}

/** An object with the entries. It may have other keys. */
export function partialObject<T extends v.ObjectEntries>(entries: T) {
    // Valibot accepts a list as an object. RIG's processes crash on a list.
    const schema = v.pipe(
        v.custom<Record<string, unknown>>(isRecord, refusal("a map")),
        v.object(entries, "is missing, and it is required here."),
    );
    return Object.assign(schema, { entries });
}

/** A key that must be absent. */
export function absentKey(message: string) {
    return v.optional(v.never(message));
}

/** True, false or absent. */
export const optionalFlag = v.optional(v.boolean(refusal("true or false")));

/** One step in the path of an issue. */
export function pathItem(key: unknown): v.UnknownPathItem {
    return { type: "unknown", origin: "value", input: undefined, key, value: undefined };
}
