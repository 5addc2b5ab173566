import * as v from "valibot";
import { refusal, type TextSchema } from "../../validation/primitives";
import { fitsVariable } from "../limits";

/** How a stack's configuration writes a value. A `file` and a `document` have content that may be mounted. */
export type ValueForm = "text" | "number" | "flag" | "list" | "file" | "document";

/** The type of a variable's value. */
export interface ValueType {
    readonly form: ValueForm;
    /** The allowed values in words, for tables and messages. */
    readonly title: string;
    /** Checks RIG's own text and yields its canonical form. Its messages never contain the value. */
    readonly text: TextSchema;
    /** Checks the content of a mounted file; for a `file` and a `document` only. */
    readonly content?: TextSchema;
    /**
     * Checks the content of an existing ConfigMap or Secret, which reaches RIG without being rewritten; for a `document`
     * only.
     */
    readonly foreign?: TextSchema;
    /** The type of each item; for a `list` only. */
    readonly item?: ValueType;
    /** The allowed values as JSON Schema, for editors. */
    readonly editor: Readonly<Record<string, unknown>>;
}

/** Whether the pods may get a value of this type as a mounted file. */
export function isMounted({ content }: ValueType): boolean {
    return content !== undefined;
}

/** What editors accept for most types: the program checks the text. */
export const anyScalar = { type: ["string", "number", "boolean"] };

/**
 * A type of values.
 *
 * @param isAllowed Whether RIG can use the text.
 * @param canonical Turns an allowed text into its canonical form.
 */
export function valueType(
    form: ValueForm,
    title: string,
    isAllowed: (text: string) => boolean,
    editor: ValueType["editor"] = anyScalar,
    canonical: (text: string) => string = (text) => text,
): ValueType {
    const message = refusal(title);
    return {
        form,
        title,
        editor,
        text: v.pipe(v.string(message), v.check(isAllowed, message), v.transform(canonical)),
    };
}

/** A text that matches an expression. */
export function pattern(expression: RegExp, title: string): ValueType {
    return valueType("text", title, (text) => expression.test(text) && fitsVariable(text));
}
