import * as v from "valibot";
import { isRecord } from "../plan/records";
import { portNumber, variableName } from "../schema/kubernetes";
import { refusal } from "../schema/leaves";
import { documentReader } from "./json";

// The JSON that RIG reads, as far as a mistake in it stops RIG or is silent. Further keys are RIG's business.

/** The version of an API that RIG serves. */
const servedVersion = "default";

/** A text that matches, in one step: a document may have ten thousand of them. */
function matching(pattern: RegExp, allowed: string) {
    return v.custom<string>((value) => typeof value === "string" && pattern.test(value), refusal(allowed));
}

const filledText = matching(/[^]/, "a text that is not empty");

function map<T extends v.GenericSchema>(value: T, what: string) {
    const message = refusal(`a map from ${what}`);
    return v.pipe(v.custom<Record<string, unknown>>(isRecord, message), v.record(v.string(), value, message));
}

/** The parts of an object that matter; the rest passes. */
function part<T extends v.ObjectEntries>(entries: T) {
    return v.object(entries, (issue) =>
        issue.expected === "Object" ? refusal("a map") : "is missing, and it is required here.",
    );
}

const pointer = matching(/^\//, "a JSON pointer such as /name");

const found = part({ json_pointer: pointer });

const field = part({
    stable_field_index: v.custom<number>(
        (value) => typeof value === "number" && Number.isInteger(value) && value >= 0,
        refusal("a whole number from 0"),
    ),
    event: found,
    jwt: v.optional(found),
});

const fields = v.pipe(
    map(field, "field names to where a field is found"),
    v.check((each) => {
        const indices = Object.values(each).map(({ stable_field_index: index }) => index);
        return new Set(indices).size === indices.length;
    }, "two fields of one event type have the same stable_field_index."),
);

/** `EXTRACTORS`: event type to field name to where the field is found. */
export const readExtractors = documentReader(map(fields, "event types to their fields"));

/** With any other, RIG answers 405. */
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** RIG takes it for a regular expression of the whole path, so one that begins with a letter matches none. */
const requestPath = matching(/^[^\w-]|\|/, "a path from its first / on, as RIG compares it with the whole one");

const flag = v.boolean(refusal("true or false"));

const targets = ["http", "kafka", "kinesis", "nats"];
const responses = ["http", "http_async", "kafka", "kinesis", "nats"];

const endpoint = v.pipe(
    part({
        id: filledText,
        method: v.picklist(methods, refusal(methods.join(", "))),
        path: v.optional(requestPath),
        path_regex: v.optional(requestPath),
        target: v.optional(v.picklist(targets, refusal(targets.join(", ")))),
        response_from: v.optional(v.picklist(responses, refusal(responses.join(", ")))),
        topic: v.optional(filledText),
        schema: v.optional(filledText),
        secured: v.optional(flag),
        transform_request_headers: v.optional(flag),
    }),
    v.check(
        ({ path, path_regex: expression }) => (path ?? expression) !== undefined,
        "path or path_regex is missing: no request would ever match.",
    ),
    v.check(
        ({ target = "http", topic }) => target === "http" || topic !== undefined,
        "topic is missing: RIG stops without the topic or stream that the requests go to.",
    ),
    v.check(
        ({ target, schema }) => schema === undefined || target !== undefined,
        "target is missing: RIG stops when an endpoint has a schema without it.",
    ),
);

const addedHeaders = part({ add_headers: map(v.string(refusal("a text")), "names of headers to their values") });

const version = v.pipe(
    part({
        endpoints: v.array(endpoint, refusal("a list of endpoints")),
        transform_request_headers: v.optional(addedHeaders),
    }),
    v.check(
        ({ endpoints, transform_request_headers: headers }) => headers !== undefined || !endpoints.some(addsHeaders),
        "transform_request_headers is missing beside endpoints, one of which has it: RIG answers its requests with an error. Add {add_headers: {…}}.",
    ),
);

function addsHeaders({ transform_request_headers: transforms }: { transform_request_headers?: boolean }): boolean {
    return transforms === true;
}

/** The versions of an API; what comes of it are the endpoints of all of them. */
const versions = v.pipe(
    map(version, "versions to their endpoints"),
    v.check((each) => servedVersion in each, `the version ${servedVersion} is missing, and RIG serves no other.`),
    v.transform((each) => Object.values(each).flatMap(({ endpoints }) => endpoints)),
);

/** What `target_url` may be, in words. */
export const allowedTarget = "a host, or http:// or https:// and a host, without port and path";

/** RIG takes the scheme and the host of a URL, and drops the rest. */
const host = /^(https?:\/\/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\/?$/;

/** Whether RIG can forward to it. */
export function isTarget(text: string): boolean {
    return host.test(text);
}

/** The host in it. */
export function targetHost(target: string): string {
    return target.replace(/^https?:\/\/|\/$/g, "");
}

const proxy = v.pipe(
    part({
        target_url: filledText,
        port: portNumber,
        use_env: v.optional(flag),
    }),
    v.check(
        ({ target_url: target, use_env: fromEnvironment }) =>
            fromEnvironment === true ? v.is(variableName, target) : isTarget(target),
        `target_url has to be ${allowedTarget}, or with use_env the name of a variable; the port goes into port.`,
    ),
);

const auth = v.pipe(
    part({
        use_header: v.optional(flag),
        header_name: v.optional(v.string(refusal("a text"))),
        use_query: v.optional(flag),
        query_name: v.optional(v.string(refusal("a text"))),
    }),
    v.check(
        ({ use_header: use, header_name: name }) => use !== true || Boolean(name),
        "header_name is missing: RIG stops when use_header is true without it.",
    ),
    v.check(
        ({ use_query: use, query_name: name }) => use !== true || Boolean(name),
        "query_name is missing: RIG stops when use_query is true without it.",
    ),
);

/** An API definition of `PROXY_CONFIG_FILE`, as far as it is looked at. */
const apiDefinition = v.pipe(
    part({
        id: filledText,
        name: filledText,
        auth_type: v.optional(v.nullable(v.string(refusal("a text")))),
        auth: v.optional(auth),
        versioned: v.optional(v.literal(false, "RIG doesn't serve versioned APIs. Set it to false.")),
        version_data: versions,
        proxy,
    }),
    v.check(
        ({ versioned, version_data: endpoints }) => versioned === false || !endpoints.some(addsHeaders),
        "versioned is missing: without versioned: false RIG adds no headers, as transform_request_headers says.",
    ),
    v.check(
        (api) =>
            api.auth_type === "jwt" ||
            (api.auth?.use_header !== true &&
                api.auth?.use_query !== true &&
                api.version_data.every(({ secured }) => secured !== true)),
        "an endpoint is secured, or auth asks for a token, and auth_type is not jwt: RIG stops. Add auth_type: jwt.",
    ),
);

/** The keys that RIG gives a meaning; all others are names that a user has chosen. */
const ownKeys = new Set([
    servedVersion,
    ...[found, field, endpoint, addedHeaders, version, proxy, auth, apiDefinition].flatMap(({ entries }) =>
        Object.keys(entries),
    ),
]);

/** The way to a part of a document, without what only the document tells. */
export function withoutNames(path: readonly (string | number)[]): (string | number)[] {
    return path.map((key) => (typeof key === "number" || ownKeys.has(key) ? key : "…"));
}

/** What follows from an API definition for the rest of a gateway. */
export interface Api {
    readonly id: string;
    /** Whether a JWT is asked for at one of its endpoints. */
    readonly secured: boolean;
    /** What its endpoints send requests to and take responses from: `http`, `kafka`, … */
    readonly systems: readonly string[];
    /** Where its requests are forwarded to by HTTP. */
    readonly target?: {
        /** A host, a URL, or the variable that has one of them. */
        readonly host: string;
        readonly port: number;
        readonly fromEnvironment: boolean;
    };
}

function consequences({ id, version_data: endpoints, proxy: to }: v.InferOutput<typeof apiDefinition>): Api {
    return {
        id,
        secured: endpoints.some(({ secured }) => secured === true),
        systems: endpoints.flatMap(({ target = "http", response_from: responder = "http" }) => [target, responder]),
        // RIG wants to know one in any case.
        target: endpoints.some(({ target = "http" }) => target === "http")
            ? { host: to.target_url, port: to.port, fromEnvironment: to.use_env === true }
            : undefined,
    };
}

/** `PROXY_CONFIG_FILE`: the API definitions that RIG's proxy starts with. */
export const readApis = documentReader(
    v.pipe(
        v.array(apiDefinition, refusal("a list of API definitions")),
        v.check(
            (apis) => new Set(apis.map(({ id }) => id)).size === apis.length,
            "two API definitions have the same id.",
        ),
        v.transform((apis) => apis.map(consequences)),
    ),
);

/** The APIs in RIG's own text; none when it is a path, or wrong. */
export function apisIn(text: string | undefined): readonly Api[] {
    const read = text === undefined ? undefined : readApis(text);
    return read?.success ? read.output : [];
}
