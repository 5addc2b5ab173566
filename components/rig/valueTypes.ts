import * as v from "valibot";
import { refusal, type TextSchema } from "../validation/primitives";
import { documentText, foreignDocumentText, type DocumentReader } from "./documents/reader";
import { fitsVariable } from "./limits";
import { isCertificateChain, isPem, isPrivateKey } from "../validation/pem";

/** How a value is said in a stack's configuration. A `file` and a `document` have content that may be mounted. */
export type ValueForm = "text" | "number" | "flag" | "list" | "file" | "document";

/** A kind of value that RIG reads. */
export interface ValueType {
    readonly form: ValueForm;
    /** What is allowed, in words: for tables and messages. */
    readonly title: string;
    /** Checks RIG's own text and yields its canonical form. Its messages never hold the value. */
    readonly text: TextSchema;
    /** Checks what a mounted file has in it; for a `file` and a `document` only. */
    readonly content?: TextSchema;
    /** Checks the same in an object of someone else, whose content is handed to RIG as it is; for a `document` only. */
    readonly foreign?: TextSchema;
    /** What each item of a list has to be; for a `list` only. */
    readonly item?: ValueType;
    /** The same for editors, as JSON Schema. */
    readonly editor: Readonly<Record<string, unknown>>;
}

/** Whether a value of this kind is content that is mounted as a file. */
export function isMounted({ content }: ValueType): boolean {
    return content !== undefined;
}

const anyScalar = { type: ["string", "number", "boolean"] };

function valueType(
    form: ValueForm,
    title: string,
    usable: (text: string) => boolean,
    editor: ValueType["editor"] = anyScalar,
    canonical: (text: string) => string = (text) => text,
): ValueType {
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
export const line = valueType(
    "text",
    "a text that is not empty, in one line without an end of line",
    matches(/^[^\r\n]+$/),
);

/** A text of a certain form. */
export function pattern(expression: RegExp, title: string): ValueType {
    return valueType("text", title, matches(expression));
}

/** The largest number that stays as it is: of those with as many digits, JavaScript knows each. */
const largestNumber = 10 ** 15 - 1;

/** A whole number. RIG takes a plus sign and zeros before it. */
export function number(min: number, max = largestNumber, unit = ""): ValueType {
    const inRange = (value: string) =>
        /^\+?0*\d{1,15}$/.test(value) && fitsVariable(value) && Number(value) >= min && Number(value) <= max;
    return valueType(
        "number",
        `a whole number from ${min} to ${max}${unit === "" ? "" : ` (${unit})`}`,
        inRange,
        {
            anyOf: [
                { type: "integer", minimum: min, maximum: max },
                { type: "string", pattern: "^\\+?[0-9]+$" },
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
export const flag = valueType(
    "flag",
    "true or false",
    (value) => [...truths, ...falsehoods].includes(value.toLowerCase()),
    { enum: [true, false, 1, 0, ...truths, ...falsehoods] },
    (value) => String(truths.includes(value.toLowerCase())),
);

/**
 * One of the texts, in small letters or capitals: RIG gets it as it knows it.
 *
 * @param hint What else there is to say of what is allowed.
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

/** A pattern of the word in any case: JSON Schema knows no flag for that. */
function anyCase(word: string): string {
    return word.replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
}

/** A list; RIG separates its items by commas. */
export function listOf(item: ValueType, title: string): ValueType {
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
            v.transform((value) =>
                items(value)
                    .map((each) => v.parse(item.text, each))
                    .join(","),
            ),
        ),
    };
}

const hostPattern =
    /^(?=.{1,253}$)[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?)*\.?$/;

/** A host name or an IPv4 address. */
export const host = pattern(hostPattern, "a host name or an IPv4 address");

const aroundColon = (value: string) => value.split(":").map((part) => part.trim());

function isHostAndPort(value: string): boolean {
    const [name = "", number = "", ...rest] = aroundColon(value);
    return rest.length === 0 && hostPattern.test(name) && v.is(port.text, number);
}

/** What RIG takes apart at the only colon, where it takes no notice of spaces. */
export const hostAndPort = valueType(
    "text",
    "host:port, without a scheme and not an IPv6 address",
    isHostAndPort,
    anyScalar,
    (value) => {
        const [name = "", number = ""] = aroundColon(value);
        return `${name}:${v.parse(port.text, number)}`;
    },
);

/** A URL as each of RIG's HTTP clients takes it: in ASCII, with a host, and with a port where there is a colon. */
function isUrl(value: string): boolean {
    return (
        /^https?:\/\/[^/?#]*[^/?#:]([/?#]|$)/.test(value) &&
        /^[!-[\]-~]+$/.test(value) &&
        fitsVariable(value) &&
        URL.canParse(value) &&
        isUrlHost(new URL(value).hostname)
    );
}

function isUrlHost(name: string): boolean {
    return name.startsWith("[") || hostPattern.test(name);
}

const plainUrl = "a URL in ASCII that starts with http:// or https://";

/** An absolute URL. */
export const url = valueType("text", plainUrl, isUrl);

/** Where RIG posts spans to: as it is, so without a path to `/`, where Zipkin takes none. */
export const collectorUrl = valueType(
    "text",
    `${plainUrl}, with the collector's path, such as http://zipkin:9411/api/v2/spans`,
    (value) => isUrl(value) && new URL(value).pathname !== "/",
);

/** A URL of which RIG takes scheme, host and port only. */
export const originUrl = valueType(
    "text",
    `${plainUrl}, without a path, which RIG would leave out`,
    (value) => isUrl(value) && !/[/?#]./.test(value.replace(/^https?:\/\//, "")),
);

const withScheme = (value: string) => (value.includes("://") ? value : `http://${value}`);

/** A base URL that RIG puts paths behind, and `http://` before where it has no scheme. */
export const baseUrl = valueType(
    "text",
    `host, host:port, or ${plainUrl}; with a path, if it has one, and without ? and #`,
    (value) => isUrl(withScheme(value)) && !/[?#]/.test(value),
    anyScalar,
    (value) => value.replace(/\/+$/, ""),
);

const checkWords = ["no_check", "jwt_validation"];

/** RIG puts the whole value into lower case before it looks at it, a URL too. The empty text is no check to it. */
export const subscriptionCheck = valueType(
    "text",
    "no_check, jwt_validation, or a URL in lower case that starts with http:// or https://",
    (value) =>
        value === "" || checkWords.includes(value.toLowerCase()) || (isUrl(value) && value === value.toLowerCase()),
    anyScalar,
    (value) => (value === "" ? "no_check" : checkWords.includes(value.toLowerCase()) ? value.toLowerCase() : value),
);

const submissionCheckRule = refusal(
    "no_check. With any other value RIG 3.0.0 refuses every event at /_rig/v1/events: 403 with jwt_validation, whatever the token; 500 with a URL, whose service it never asks. " +
        "To limit who publishes, let events come in by a broker or by the internal API (networkPolicy.adminFrom), and say in networkPolicy.publicFrom who reaches the public port",
);

/** Who may publish; the word is the only value with which anyone can. Observed on RIG 3.0.0. */
export const submissionCheck: ValueType = {
    ...valueType("text", "no_check", () => true),
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
export const origin = valueType(
    "text",
    "* or an origin such as https://app.example.com, without a path; null for pages without one",
    (value) =>
        value === "*" || value === "null" || (/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]+$/.test(value) && isNormalized(value)),
);

/** A JSON pointer (RFC 6901) to a field; RIG finds none whose name is empty. */
export const jsonPointer = pattern(/^(\/([^~/]|~[01])+)+$/, "a JSON pointer such as /sub");

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
function pemFile(what: string, isContent: (pem: string) => boolean, optional: boolean): ValueType {
    const title = optional
        ? `${what}: its PEM text, an absolute path inside the container, or ${none}`
        : `${what}: its PEM text or an absolute path inside the container`;
    const path = (value: string) => /^\/[^\s]+$/.test(value) && fitsVariable(value);
    const isNone = (value: string) => value === "" || (optional && value === none);
    return {
        ...valueType(
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
export function certificateFile(what: string, optional = false): ValueType {
    return pemFile(what, isCertificateChain, optional);
}

/** A private key. */
export function keyFile(what: string, optional = false): ValueType {
    return pemFile(what, isPrivateKey, optional);
}

/**
 * A JSON document: as it is, or an absolute path inside the container.
 *
 * @param read Reads what the document has to be; its messages say where it isn't.
 */
export function document(title: string, read: DocumentReader<unknown>): ValueType {
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
