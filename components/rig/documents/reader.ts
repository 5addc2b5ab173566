import * as v from "valibot";
import { issuePath } from "../../validation/problem";
import type { TextSchema } from "../../validation/primitives";
import { readJson } from "./json";
import type { ReportChange, Rewriting } from "./rewriting";

/** Where a document has a problem, what stands there, and what is wrong. */
export interface DocumentProblem {
    readonly path: readonly (string | number)[];
    readonly input: unknown;
    readonly message: string;
}

/** What became of a document's text. */
export type ReadDocument<T> =
    | { readonly problems: readonly DocumentProblem[] }
    | {
          /** The text for RIG: each key once, whole numbers as such, and what {@link Rewriting} changed. */
          readonly text: string;
          readonly value: T;
          /** What RIG takes otherwise than it is meant, where the text can't be rewritten. */
          readonly requiredChanges: readonly DocumentProblem[];
      };

/** Reads a JSON document of RIG's. */
export type DocumentReader<T> = (text: string) => ReadDocument<T>;

/** More than a gateway has of one kind. */
const mostKept = 4;

/** Leaves a document as it is. */
const asItIs: Rewriting = (value) => value;

/**
 * Reads documents by a schema. The last ones are kept: between configuration and pod each is looked at many times, and
 * may have a megabyte.
 *
 * @param schema What the document has to be once it is rewritten.
 * @param rewrite Turns what has one meaning into the form in which RIG takes it so, before the schema looks at it.
 * @param finish The same, when the schema has found nothing wrong.
 */
export function documentReader<T>(
    schema: v.GenericSchema<unknown, T>,
    rewrite: Rewriting,
    finish = asItIs,
): DocumentReader<T> {
    const kept: { readonly text: string; readonly result: ReadDocument<T> }[] = [];
    return (text) => {
        const known = kept.find((each) => each.text === text);
        if (known !== undefined) {
            return known.result;
        }
        const result = read(text, schema, rewrite, finish);
        kept.unshift({ text, result });
        kept.splice(mostKept);
        return result;
    };
}

function read<T>(
    text: string,
    schema: v.GenericSchema<unknown, T>,
    rewrite: Rewriting,
    finish: Rewriting,
): ReadDocument<T> {
    const json = readJson(text);
    if ("error" in json) {
        return {
            problems: [{ path: [], input: text, message: `this is no JSON that RIG could read: ${json.error}.` }],
        };
    }
    if (json.problems.length > 0) {
        return { problems: json.problems.map((problem) => ({ ...problem, input: undefined })) };
    }
    const requiredChanges: DocumentProblem[] = json.fractions.map((path) => ({
        path,
        input: undefined,
        message: fraction,
    }));
    const report: ReportChange = (path, message, input) => requiredChanges.push({ path, input, message });
    const value = rewrite(json.value, report);
    const result = v.safeParse(schema, value);
    return result.success
        ? { text: JSON.stringify(finish(value, report)), value: result.output, requiredChanges }
        : {
              problems: result.issues.map((issue) => ({
                  path: issuePath(issue),
                  input: issue.input,
                  message: issue.message,
              })),
          };
}

const fraction = "RIG takes this number for a fraction. Write it as a whole number, without point and exponent.";

/** A document's text, as RIG is to get it. */
export function documentText(read: DocumentReader<unknown>): TextSchema {
    return textSchema((text) => {
        const found = read(text);
        return "problems" in found ? found.problems : found.text;
    });
}

/** A document's text in an object that isn't rewritten: what would have to be is a problem. */
export function foreignDocumentText(read: DocumentReader<unknown>): TextSchema {
    return textSchema((text) => {
        const found = read(text);
        const problems = "problems" in found ? found.problems : found.requiredChanges;
        return problems.length > 0 ? problems : text;
    });
}

function textSchema(result: (text: string) => string | readonly DocumentProblem[]): TextSchema {
    return v.pipe(
        v.string(),
        v.rawTransform(({ dataset: { value }, addIssue, NEVER }): string => {
            const text = result(value);
            if (typeof text === "string") {
                return text;
            }
            for (const { path, input, message } of text) {
                const [first, ...rest] = path.map((key) => pathItem(key));
                addIssue({ message, input, ...(first && { path: [first, ...rest] }) });
            }
            return NEVER;
        }),
    );
}

function pathItem(key: unknown): v.UnknownPathItem {
    return { type: "unknown", origin: "value", input: undefined, key, value: undefined };
}
