import * as v from "valibot";
import { isCertificateChain, isPem, isPrivateKey } from "../../validation/pem";
import { refusal, type TextSchema } from "../../validation/primitives";
import { documentText, foreignDocumentText, type DocumentReader } from "../documents/reader";
import { fitsVariable } from "../limits";
import { pattern, valueType, type ValueType } from "./valueType";

/** Whether the text is the path of a file inside the container. Any other text is a file's content. */
export function isContainerPath(text: string): boolean {
    return text.startsWith("/");
}

const containerPath = /^\/[^\s]+$/;

/** The word by which a user says that RIG uses no file. */
export const none = "none";

const fileEditor = { type: "string" };

/**
 * A PEM file: an absolute path inside the container, or its content.
 *
 * @param optional Whether RIG can run without the file. RIG takes the empty text for that, and users write `none`.
 */
function pemFile(what: string, isContent: (pem: string) => boolean, optional: boolean): ValueType {
    const title = optional
        ? `${what}: its PEM text, an absolute path inside the container, or ${none}`
        : `${what}: its PEM text or an absolute path inside the container`;
    const isPath = (value: string) => containerPath.test(value) && fitsVariable(value);
    const isNone = (value: string) => value === "" || (optional && value === none);
    return {
        ...valueType(
            "file",
            title,
            (value) => (isNone(value) ? optional : isPem(value) ? isContent(value) : isPath(value)),
            fileEditor,
            (value) => (isNone(value) ? "" : value),
        ),
        content: v.pipe(v.string(), v.check(isContent, refusal(`${what} as PEM text`))),
    };
}

/** One or more certificates. */
export function certificateFile(what: string, optional = false): ValueType {
    return pemFile(what, isCertificateChain, optional);
}

/** A private key. */
export function keyFile(what: string, optional = false): ValueType {
    return pemFile(what, isPrivateKey, optional);
}

/**
 * A JSON document: its text, or an absolute path inside the container.
 *
 * @param read Reads the document. Its messages say where the document is wrong.
 */
export function document(title: string, read: DocumentReader<unknown>): ValueType {
    const words = `${title}, as JSON text or an absolute path inside the container`;
    const json = documentText(read);
    const path = pattern(containerPath, words).text;
    return {
        form: "document",
        title: words,
        content: json,
        foreign: foreignDocumentText(read),
        text: v.lazy((value): TextSchema => (typeof value === "string" && isContainerPath(value) ? path : json)),
        editor: { type: ["object", "array", "string"] },
    };
}
