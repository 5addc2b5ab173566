import * as v from "valibot";
import { refusal, type TextSchema } from "../schema/leaves";
import { documentText, foreignDocumentText, type DocumentReader } from "./documentReader";
import { fitsVariable } from "./limits";
import { isCertificateChain, isPem, isPrivateKey } from "./pem";

/** How a value is said in a stack's configuration. A `file` and a `document` have content that may be mounted. */
export type Form = "text" | "number" | "flag" | "list" | "file" | "document";

/** A kind of value that RIG reads. */
export interface Kind {
    readonly form: Form;
    /** What is allowed, in words: for tables and messages. */
    readonly title: string;
    /** Checks RIG's own text and yields its canonical form. Its messages never hold the value. */
    readonly text: TextSchema;
    /** Checks what a mounted file has in it; for a `file` and a `document` only. */
    readonly content?: TextSchema;
    /** Checks the same in an object of someone else, whose content is handed to RIG as it is; for a `document` only. */
    readonly foreign?: TextSchema;
    /** What each item of a list has to be; for a `list` only. */
    readonly item?: Kind;
    /** The same for editors, as JSON Schema. */
    readonly editor: Readonly<Record<string, unknown>>;
}

/** Whether a value of this kind is content that is mounted as a file. */
export function isMounted({ content }: Kind): boolean {
    return content !== undefined;
}

const anyScalar = { type: ["string", "number", "boolean"] };

function kind(
    form: Form,
    title: string,
    usable: (text: string) => boolean,
    editor: Kind["editor"] = anyScalar,
    canonical: (text: string) => string = (text) => text,
): Kind {
    const message = refusal(title);
    return {
        form,
        title,
        editor,
        text: v.pipe(v.string(message), v.check(usable, message), v.transform(canonical)),
    };
}

const matches = (pattern: RegExp) => (text: string) => pattern.test(text) && fitsVariable(text);

/** Whether the text names a file inside the container; everything else is a file's content. */
export function isContainerPath(text: string): boolean {
    return text.startsWith("/");
}

/** Any text in one line, but not the empty one: to RIG that is a value, too. */
export const line = kind("text", "a text that is not empty, in one line without an end of line", matches(/^[^\r\n]+$/));

/** A text of a certain form. */
export function pattern(expression: RegExp, title: string): Kind {
    return kind("text", title, matches(expression));
}

/** A whole number. */
export function number(min: number, max: number, unit = ""): Kind {
    const inRange = (value: string) => /^\d{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max;
    return kind(
        "number",
        `a whole number from ${min} to ${max}${unit === "" ? "" : ` (${unit})`}`,
        inRange,
        {
            anyOf: [
                { type: "integer", minimum: min, maximum: max },
                { type: "string", pattern: "^[0-9]+$" },
            ],
        },
        (value) => String(Number(value)),
    );
}

/** Milliseconds. Erlang's timers end at 2³² - 1. */
export const milliseconds = number(1, 2 ** 32 - 1, "ms");

/** A TCP or UDP port. */
export const port = number(1, 65535);

/** A port that RIG listens on, as a user without privileges. */
export const listenPort = number(1024, 65535);

const truths = ["true", "1", "yes"];
const falsehoods = ["false", "0", "no"];

/** What Confex, which reads RIG's environment, takes for a boolean. */
export const flag = kind(
    "flag",
    "true or false",
    (value) => [...truths, ...falsehoods].includes(value.toLowerCase()),
    { enum: [true, false, 1, 0, ...truths, ...falsehoods] },
    (value) => String(truths.includes(value.toLowerCase())),
);

/** One of the texts. */
export function oneOf(values: readonly string[]): Kind {
    return kind("text", values.join(", "), (value) => values.includes(value), { enum: values });
}

/** A list; RIG separates its items by commas. */
export function listOf(item: Kind, title: string): Kind {
    const items = (value: string) => value.split(",").map((each) => each.trim());
    return {
        form: "list",
        title,
        item,
        editor: { anyOf: [{ type: "array", items: item.editor, minItems: 1 }, { type: "string" }] },
        text: v.pipe(
            v.string(refusal(title)),
            v.check(fitsVariable, refusal(title)),
            v.rawCheck(({ dataset: { value }, addIssue }) => {
                for (const each of typeof value === "string" ? items(value) : []) {
                    if (!v.is(item.text, each)) {
                        addIssue({ message: refusal(item.title), input: each });
                    }
                }
            }),
            v.transform((value) => items(value).join(",")),
        ),
    };
}

const hostPattern =
    /^(?=.{1,253}$)[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?)*\.?$/;

/** A host name or an IPv4 address. */
export const host = pattern(hostPattern, "a host name or an IPv4 address");

function isHostAndPort(value: string): boolean {
    const [name = "", number = "", ...rest] = value.split(":");
    return rest.length === 0 && hostPattern.test(name) && v.is(port.text, number);
}

/** What RIG takes apart at the only colon. */
export const hostAndPort = kind("text", "host:port, without a scheme and not an IPv6 address", isHostAndPort);

function isUrl(value: string): boolean {
    return /^https?:\/\/[^\s/]\S*$/.test(value) && URL.canParse(value) && fitsVariable(value);
}

/** An absolute URL. */
export const url = kind("text", "a URL that starts with http:// or https://", isUrl);

const checkWords = ["no_check", "jwt_validation"];

/** RIG puts the whole value into lower case before it looks at it, a URL too. */
export const check = kind(
    "text",
    "no_check, jwt_validation, or a URL in lower case that starts with http:// or https://",
    (value) => checkWords.includes(value.toLowerCase()) || (isUrl(value) && value === value.toLowerCase()),
    anyScalar,
    (value) => (checkWords.includes(value.toLowerCase()) ? value.toLowerCase() : value),
);

const submissionCheckRule =
    "RIG 3.0.0 refuses every event at /_rig/v1/events with any other value: 403 with jwt_validation, whatever the token; 500 with a URL, whose service it never asks. " +
    "Allowed: no_check. To limit who publishes, let events come in by a broker or by the internal API (networkPolicy.adminFrom), and say in networkPolicy.publicFrom who reaches the public port.";

/** Who may publish; the word is the only value with which anyone can. Observed on RIG 3.0.0. */
export const submissionCheck: Kind = {
    ...kind("text", "no_check", () => true),
    text: v.pipe(
        v.string(submissionCheckRule),
        v.check((value) => value === "" || value.toLowerCase() === "no_check", submissionCheckRule),
        v.transform(() => "no_check"),
    ),
};

/** As a browser says it: lower case, and without the port that belongs to the scheme. */
function isNormalized(origin: string): boolean {
    return URL.canParse(origin) && new URL(origin).href.replace(/\/$/, "") === origin;
}

/** An origin, for Access-Control-Allow-Origin. */
export const origin = kind(
    "text",
    "* or an origin such as https://app.example.com, without a path",
    (value) => value === "*" || (/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]+$/.test(value) && isNormalized(value)),
);

/** A JSON pointer (RFC 6901) to a field. */
export const jsonPointer = pattern(/^(\/([^~/]|~[01])*)+$/, "a JSON pointer such as /sub");

/** Where the image has a file that needs no mount. */
export const path = pattern(/^[^\s]+$/, "a path inside the image");

/** The words for a file that RIG shall do without. */
export const none = "none";

const fileEditor = { type: "string" };

/**
 * A PEM file: an absolute path inside the container, or its content.
 *
 * @param optional Whether RIG can do without the file: it takes the empty text for that, and people write `none`.
 */
function pemFile(what: string, isContent: (pem: string) => boolean, optional: boolean): Kind {
    const title = optional
        ? `${what}: its PEM text, an absolute path inside the container, or ${none}`
        : `${what}: its PEM text or an absolute path inside the container`;
    const path = (value: string) => /^\/[^\s]+$/.test(value) && fitsVariable(value);
    const isNone = (value: string) => value === "" || (optional && value === none);
    return {
        ...kind(
            "file",
            title,
            (value) => (isNone(value) ? optional : isPem(value) ? isContent(value) : path(value)),
            fileEditor,
            (value) => (isNone(value) ? "" : value),
        ),
        content: v.pipe(v.string(), v.check(isContent, refusal(`${what} as PEM text`))),
    };
}

/** One or more certificates. */
export function certificateFile(what: string, optional = false): Kind {
    return pemFile(what, isCertificateChain, optional);
}

/** A private key. */
export function keyFile(what: string, optional = false): Kind {
    return pemFile(what, isPrivateKey, optional);
}

/**
 * A JSON document: as it is, or an absolute path inside the container.
 *
 * @param read Reads what the document has to be; its messages say where it isn't.
 */
export function document(title: string, read: DocumentReader<unknown>): Kind {
    const words = `${title}, as JSON text or an absolute path inside the container`;
    const json = documentText(read);
    const containerPath = pattern(/^\/[^\s]+$/, words).text;
    return {
        form: "document",
        title: words,
        content: json,
        foreign: foreignDocumentText(read),
        text: v.lazy((value): TextSchema =>
            typeof value === "string" && isContainerPath(value) ? containerPath : json,
        ),
        editor: { type: ["object", "array", "string"] },
    };
}
