import * as v from "valibot";
import { isRecord } from "../../validation/record";
import { refusal } from "../../validation/primitives";
import { pathItem } from "./schema";
import type { Rewriting } from "./rewriting";

// RIG compares header names with regard to case, and writes them in lower case. So a name with capitals doesn't replace
// the client's header: RIG sends both. Observed on RIG 3.0.0.

/** Headers that RIG sets or removes, whatever an API definition adds. */
const ownHeaders = [
    "host",
    "forwarded",
    "connection",
    "content-length",
    "http2-settings",
    "keep-alive",
    "proxy-connection",
    "transfer-encoding",
    "upgrade",
];

/** A header's name by RFC 9110, in lower case. */
const token = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** Names of headers whose values are credentials. */
const credential =
    /^(proxy-)?authorization$|^cookie$|(^|-)(token|secret|password|passwd|credentials?|apikey|(api|access|secret|subscription|functions)-key)$/;

/** Turns the names of added headers into lower case, unless two of them become equal: the schema refuses those. */
export const rewriteHeaders: Rewriting = (value, report) => {
    if (!isRecord(value)) {
        return value;
    }
    const names = Object.keys(value).map((name) => name.toLowerCase());
    if (new Set(names).size < names.length) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([name, content]) => {
            if (name !== name.toLowerCase()) {
                report([name], "with capitals the client's own header is sent, too. Write it in lower case.", name);
            }
            return [name.toLowerCase(), content];
        }),
    );
};

const headerValue = v.pipe(
    v.string("its value (not shown) is not allowed. Allowed: a text."),
    v.regex(
        /^[^\p{Cc}]*$/u,
        "its value (not shown) has a control character, such as an end of line, which would begin another header. Allowed: one line of text.",
    ),
);

/** Headers that RIG adds to what it forwards: names to values. */
export const addedHeaders = v.pipe(
    v.custom<Record<string, unknown>>(isRecord, refusal("a map from names of headers to their values")),
    v.rawCheck(({ dataset, addIssue }) => {
        const headers = dataset.typed ? dataset.value : {};
        for (const name of Object.keys(headers)) {
            const message = nameProblem(name);
            if (message !== undefined) {
                addIssue({ message, input: name, path: [pathItem(name)] });
            }
        }
    }),
    v.record(v.string(), headerValue),
);

function nameProblem(name: string): string | undefined {
    if (ownHeaders.includes(name.toLowerCase())) {
        return "RIG sets or removes this header itself, so an added one is lost. Leave it out.";
    }
    return token.test(name)
        ? undefined
        : refusal("a header's name in lower case, of letters, digits and -, each name once");
}

/** Whether the name of one of the headers says that its value is a credential. */
export function holdsCredential(headers: Readonly<Record<string, string>>): boolean {
    return Object.keys(headers).some((name) => credential.test(name));
}
