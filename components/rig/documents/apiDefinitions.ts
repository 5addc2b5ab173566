import * as v from "valibot";
import { variableName } from "../../validation/kubernetes/names";
import { portNumber } from "../../validation/kubernetes/networkPolicy";
import { refusal } from "../../validation/primitives";
import { absentKey, map, nonEmptyText, optionalFlag, partialObject } from "./schema";
import { endpoint, type Endpoint } from "./endpointDefinitions";
import { addedHeaders, holdsCredential } from "./headers";
import { matchesWholePaths } from "./pathExpression";

// API definitions as RIG 3.0.0 validates and uses them.

/** The version of an API that RIG serves. */
export const servedVersion = "default";

const headerBlock = partialObject({ add_headers: addedHeaders });

const version = v.pipe(
    partialObject({
        endpoints: v.array(endpoint, refusal("a list of endpoints")),
        transform_request_headers: v.optional(headerBlock),
    }),
    v.check(
        ({ endpoints, transform_request_headers: headers }) => headers !== undefined || !endpoints.some(addsHeaders),
        "transform_request_headers is missing beside endpoints, one of which has it: RIG answers its requests with an error. Add {add_headers: {…}}.",
    ),
    v.check(
        ({ endpoints, transform_request_headers: headers }) => headers === undefined || endpoints.some(addsHeaders),
        "no endpoint asks for the headers in transform_request_headers, so RIG adds none. Set transform_request_headers: true at the endpoints.",
    ),
);

function addsHeaders({ transform_request_headers: transforms }: Pick<Endpoint, "transform_request_headers">): boolean {
    return transforms === true;
}

const versions = v.pipe(
    map(version, "versions to their endpoints"),
    v.check((each) => servedVersion in each, `the version ${servedVersion} is missing, and RIG serves no other.`),
    v.check(
        (each) => Object.keys(each).length === 1 || !(servedVersion in each),
        `RIG serves the version ${servedVersion} only, and answers 404 for the others. Move their endpoints to ${servedVersion}, or leave them out.`,
    ),
    v.transform((each) => Object.values(each)),
);

/** The allowed values of `target_url`, in words. */
export const allowedTarget = "a host, or http:// or https:// and a host, without user, port and path";

/** RIG uses the scheme and the host of a URL, and ignores the rest. */
const host = /^(https?:\/\/)?[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?\/?$/i;

/** Whether RIG can forward requests to the target. */
export function isTarget(text: string): boolean {
    return host.test(text);
}

/** The host of a target. */
export function targetHost(target: string): string {
    return target.replace(/^https?:\/\/|\/$/gi, "");
}

/** The target without a slash after a host that has no scheme: RIG would take the slash for a part of the host. */
export function canonicalTarget(target: string): string {
    return target.replace(/^([^/]+)\/$/, "$1");
}

const proxy = v.pipe(
    partialObject({
        target_url: nonEmptyText,
        port: portNumber,
        use_env: optionalFlag,
    }),
    v.check(
        ({ target_url: target, use_env: fromEnvironment }) =>
            fromEnvironment === true ? v.is(variableName, target) : isTarget(target),
        `target_url has to be ${allowedTarget}, or with use_env the name of a variable; the port goes into port.`,
    ),
);

const auth = partialObject({
    use_header: optionalFlag,
    header_name: v.optional(v.string(refusal("a text"))),
    use_query: v.optional(
        v.literal(
            false,
            "RIG 3.0.0 finds no token in a query. Leave it out; clients send Authorization: Bearer TOKEN.",
        ),
    ),
});

/** The checked parts of an API definition in `PROXY_CONFIG_FILE`. */
const apiDefinition = v.pipe(
    partialObject({
        id: nonEmptyText,
        name: nonEmptyText,
        auth_type: v.optional(v.picklist(["jwt", "none"], refusal("jwt, none"))),
        auth: v.optional(auth),
        active: optionalFlag,
        versioned: v.optional(v.literal(false, "RIG doesn't serve versioned APIs. Set it to false.")),
        version_data: versions,
        transform_request_headers: absentKey(
            `RIG reads it in version_data.${servedVersion} only, beside endpoints. Move it there.`,
        ),
        proxy,
    }),
    v.forward(
        v.check(
            ({ auth: authentication }) =>
                authentication?.header_name === undefined || /^(authorization)?$/i.test(authentication.header_name),
            "RIG 3.0.0 reads tokens from the header Authorization only. Leave header_name out; clients send Authorization: Bearer TOKEN.",
        ),
        ["auth"],
    ),
    v.check(
        ({ auth_type: type, auth: authentication, version_data: all }) =>
            type === "jwt" || (authentication?.use_header !== true && !isSecured(all)),
        "an endpoint is secured, or auth asks for a token, and auth_type is not jwt: RIG stops. Add auth_type: jwt.",
    ),
    v.check(
        ({ auth_type: type, version_data: all }) => type !== "jwt" || isSecured(all),
        "auth_type is jwt, but no endpoint has secured: true, and RIG asks for a token at those only: all are open. Add secured: true to the endpoints, or leave auth_type and auth out.",
    ),
);

function isSecured(all: readonly { readonly endpoints: readonly Endpoint[] }[]): boolean {
    return all.some(({ endpoints }) => endpoints.some(({ secured }) => secured === true));
}

/** A list of API definitions. */
export const apiDefinitions = v.pipe(
    v.array(apiDefinition, refusal("a list of API definitions")),
    v.check((apis) => new Set(apis.map(({ id }) => id)).size === apis.length, "two API definitions have the same id."),
    v.transform((apis) => apis.map(summary)),
);

/** What the other checks need to know about an API definition. */
export interface Api {
    readonly id: string;
    /** Whether one of its endpoints requires a JWT. */
    readonly secured: boolean;
    /** The systems to which its endpoints send requests, and from which they take responses: `http`, `kafka`, … */
    readonly systems: readonly string[];
    /** Whether some of its endpoints with the target kafka name an Avro schema, and whether some don't. */
    readonly avro: { readonly named: boolean; readonly unnamed: boolean };
    /** Whether each of its expressions, as it is written, matches whole paths only. */
    readonly matchesWholePaths: boolean;
    /** Whether the name of one of the added headers says that its value is a credential. */
    readonly hasCredential: boolean;
    /** The target of requests that RIG forwards by HTTP. */
    readonly target?: {
        /** A host, a URL, or the name of the variable that has one of them. */
        readonly host: string;
        readonly port: number;
        readonly fromEnvironment: boolean;
    };
}

function summary({ id, version_data: all, proxy: destination }: v.InferOutput<typeof apiDefinition>): Api {
    const endpoints = all.flatMap((each) => each.endpoints);
    const atKafka = endpoints.filter(({ target }) => target === "kafka");
    return {
        id,
        secured: isSecured(all),
        systems: endpoints.flatMap(({ target = "http", response_from: responder = "http" }) => [target, responder]),
        avro: {
            named: atKafka.some(({ schema }) => schema !== undefined),
            unnamed: atKafka.some(({ schema, method }) => schema === undefined && method !== "OPTIONS"),
        },
        matchesWholePaths: endpoints.every(({ path_regex: expression = "" }) => matchesWholePaths(expression)),
        hasCredential: all.some(({ transform_request_headers: block }) => holdsCredential(block?.add_headers ?? {})),
        // RIG requires `proxy` also where no endpoint forwards by HTTP.
        target: endpoints.some(({ target = "http" }) => target === "http")
            ? { host: destination.target_url, port: destination.port, fromEnvironment: destination.use_env === true }
            : undefined,
    };
}

/** The keys of an API definition, without those of its endpoints, that RIG reads. */
export const apiKeys: readonly string[] = [
    servedVersion,
    ...[headerBlock, version, proxy, auth, apiDefinition].flatMap(({ entries }) => Object.keys(entries)),
];
