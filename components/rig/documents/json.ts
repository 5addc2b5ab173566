import { printParseErrorCode, visit, type JSONPath } from "jsonc-parser";

/** A part of a JSON text that RIG and other parsers read differently. */
export interface JsonProblem {
    readonly path: readonly (string | number)[];
    readonly message: string;
}

/** The result of parsing a JSON text. */
export type ReadJson =
    | { readonly error: string }
    | {
          readonly value: unknown;
          readonly problems: readonly JsonProblem[];
          /** The paths of whole numbers that RIG reads as fractions: `8080.0`, `1e2`. */
          readonly fractions: readonly (readonly (string | number)[])[];
      };

const duplicateKey = "the key stands twice here. RIG takes the first, other readers the last. Leave one of them.";
const loneSurrogate = "the text has half of a surrogate pair, which is no JSON to RIG. Write the whole character.";

/** Parses a JSON text, and finds the parts that RIG 3.0.0 (Jason) reads differently from JavaScript. */
export function readJson(text: string): ReadJson {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        return { error: errorPlace(text) };
    }
    return { value, ...differences(text) };
}

function differences(text: string): { problems: JsonProblem[]; fractions: JSONPath[] } {
    const problems: JsonProblem[] = [];
    const fractions: JSONPath[] = [];
    const keys: Set<string>[] = [];
    const check = (content: string, path: () => JSONPath) => {
        if (/\p{Surrogate}/u.test(content)) {
            problems.push({ path: path(), message: loneSurrogate });
        }
    };
    visit(text, {
        onObjectBegin: () => {
            keys.push(new Set());
        },
        onObjectEnd: () => {
            keys.pop();
        },
        onObjectProperty: (key, _offset, _length, _line, _character, path) => {
            const known = keys.at(-1);
            if (known?.has(key)) {
                problems.push({ path: [...path(), key], message: duplicateKey });
            }
            known?.add(key);
            check(key, path);
        },
        onLiteralValue: (literal: unknown, offset, length, _line, _character, path) => {
            if (typeof literal === "string") {
                check(literal, path);
            } else if (
                typeof literal === "number" &&
                Number.isInteger(literal) &&
                /[.eE]/.test(text.slice(offset, offset + length))
            ) {
                fractions.push(path());
            }
        },
    });
    return { problems, fractions };
}

function errorPlace(text: string): string {
    const places: string[] = [];
    visit(
        text,
        {
            onError: (code, _offset, _length, line, character) => {
                places.push(`${printParseErrorCode(code)} in line ${line + 1}, character ${character + 1}`);
            },
        },
        { disallowComments: true },
    );
    return places[0] ?? "not JSON";
}
