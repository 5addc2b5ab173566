import * as v from "valibot";
import { issuePath } from "../../validation/problem";
import type { TextSchema } from "../../validation/primitives";
import { readJson } from "./json";
import type { ReportChange, Rewriting } from "./rewriting";
import { pathItem } from "./schema";

/** A problem in a document: its path, the value there, and what is wrong. */
export interface DocumentProblem {
    readonly path: readonly (string | number)[];
    readonly input: unknown;
    readonly message: string;
}

/** The result of reading a document. */
export type ReadDocument<T> =
    | { readonly problems: readonly DocumentProblem[] }
    | {
          /** The text for RIG: each key once, whole numbers without point and exponent, with the changes of a {@link Rewriting}. */
          readonly text: string;
          readonly value: T;
          /** The changes without which RIG would misread the document: problems of a document that can't be rewritten. */
          readonly requiredChanges: readonly DocumentProblem[];
      };

/** Reads one of RIG's JSON documents. */
export type DocumentReader<T> = (text: string) => ReadDocument<T>;

/** More than a gateway has of one type. */
const cacheSize = 4;

/** Changes nothing. */
const identity: Rewriting = (value) => value;

/**
 * A reader of documents by a schema. It caches the last results: a run reads each document many times, and a document
 * may have a megabyte.
 *
 * @param schema The schema of the rewritten document.
 * @param rewrite Rewrites the document, before the schema validates it, into the form that RIG reads as its author means it.
 * @param finish Rewrites a valid document.
 */
export function documentReader<T>(
    schema: v.GenericSchema<unknown, T>,
    rewrite: Rewriting,
    finish = identity,
): DocumentReader<T> {
    const cache: { readonly text: string; readonly result: ReadDocument<T> }[] = [];
    return (text) => {
        const cached = cache.find((each) => each.text === text);
        if (cached !== undefined) {
            return cached.result;
        }
        const result = read(text, schema, rewrite, finish);
        cache.unshift({ text, result });
        cache.splice(cacheSize);
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

/** The schema of a document's text. It yields the text for RIG. */
export function documentText(read: DocumentReader<unknown>): TextSchema {
    return textSchema((text) => {
        const found = read(text);
        return "problems" in found ? found.problems : found.text;
    });
}

/** The schema of a document in an existing object, which can't be rewritten: each required change is a problem. */
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
                const [first, ...rest] = path.map(pathItem);
                addIssue({ message, input, ...(first && { path: [first, ...rest] }) });
            }
            return NEVER;
        }),
    );
}
