import { apiDefinitions, apiKeys, canonicalTarget, type Api } from "./apiDefinitions";
import { documentReader } from "./reader";
import { endpointKeys } from "./endpointDefinitions";
import { extractorKeys } from "./extractors";
import { rewriteHeaders } from "./headers";
import { anchored } from "./pathExpression";
import { inTurn, items, keys, textChange, values, withoutNulls } from "./rewriting";

const lowerCase = (text: string) => text.toLowerCase();

const noText = "null is no text to RIG. Leave the key out.";
const nullAuth = "RIG's process with the APIs ends at null, again and again. Leave the key out.";
const nullHeaders = "RIG expects a map here. Leave the key out.";
const nullFlag = "null is neither true nor false to RIG. Leave the key out.";

const rewriteEndpoint = inTurn(
    withoutNulls(["path_replacement", "response_from", "schema", "topic"], noText),
    withoutNulls(["target"], "RIG answers 500 to each request. Leave the key out."),
    withoutNulls(["secured", "transform_request_headers"], nullFlag),
    keys({
        method: textChange((text) => text.toUpperCase()),
        target: textChange(lowerCase, "RIG knows it in lower case only. Write it so."),
        response_from: textChange(lowerCase, "RIG knows it in lower case only. Write it so."),
    }),
);

const rewriteVersion = inTurn(
    withoutNulls(["transform_request_headers"], nullHeaders),
    keys({ endpoints: items(rewriteEndpoint), transform_request_headers: keys({ add_headers: rewriteHeaders }) }),
);

const rewriteApi = inTurn(
    withoutNulls(["auth"], nullAuth),
    withoutNulls(["active", "versioned", "transform_request_headers"], nullFlag),
    withoutNulls(["auth_type"], noText),
    keys({
        auth_type: textChange(
            lowerCase,
            "RIG knows it in lower case only, and asks for no token otherwise. Write it so.",
        ),
        version_data: values(rewriteVersion),
        proxy: inTurn(
            withoutNulls(["use_env"], nullFlag),
            keys({
                target_url: textChange(canonicalTarget, "RIG takes the slash for a part of the host. Leave it out."),
            }),
        ),
    }),
);

/** The last rewriting, so that messages show the expressions as the user wrote them. */
const anchorExpressions = items(
    keys({ version_data: values(keys({ endpoints: items(keys({ path_regex: textChange(anchored) })) })) }),
);

/** Reads `PROXY_CONFIG_FILE`: the API definitions with which RIG's proxy starts. */
export const readApis = documentReader(apiDefinitions, items(rewriteApi), anchorExpressions);

/** The APIs in the text of `PROXY_CONFIG_FILE`; none if the text is a path, or wrong. */
export function apisIn(text: string | undefined): readonly Api[] {
    const read = text === undefined ? undefined : readApis(text);
    return read !== undefined && "value" in read ? read.value : [];
}

/** The keys that RIG reads. The user has chosen all other keys. */
const knownKeys = new Set([...apiKeys, ...endpointKeys, ...extractorKeys]);

/** A path in a document, without the keys that the user has chosen: they may be secret. */
export function withoutNames(path: readonly (string | number)[]): (string | number)[] {
    return path.map((key) => (typeof key === "number" || knownKeys.has(key) ? key : "…"));
}
