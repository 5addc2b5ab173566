import { pointerExpression } from "../jsonPointer";
import { pattern, valueType, type ValueType } from "./valueType";

/** A text in one line. The empty text isn't allowed: RIG takes it for a value. */
export const line = pattern(/^[^\r\n]+$/, "a text that is not empty, in one line without an end of line");

/**
 * One of the texts, in lower or upper case. RIG gets the text in the case that it knows.
 *
 * @param hint A remark about the allowed texts.
 */
export function oneOf(values: readonly string[], hint = ""): ValueType {
    const known = (value: string) => values.find((each) => each.toLowerCase() === value.toLowerCase());
    return valueType(
        "text",
        `${values.join(", ")}${hint === "" ? "" : ` (${hint})`}`,
        (value) => known(value) !== undefined,
        { anyOf: [{ enum: values }, { type: "string", pattern: `^(${values.map(anyCase).join("|")})$` }] },
        (value) => known(value) ?? value,
    );
}

/** A pattern that matches the word in any case: JSON Schema has no flag for that. */
function anyCase(word: string): string {
    return word.replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
}

/** A JSON pointer (RFC 6901) to a field. RIG finds no field with an empty name. */
export const jsonPointer = pattern(pointerExpression, "a JSON pointer such as /sub");

/** The path of a file in the image. Nothing is mounted there. */
export const imagePath = pattern(/^[^\s]+$/, "a path inside the image");
