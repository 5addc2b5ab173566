import { fitsVariable } from "../limits";
import { isHost } from "./hosts";
import { anyScalar, valueType } from "./valueType";

/** Whether each of RIG's HTTP clients accepts the URL: in ASCII, with a host, and with a port after a colon. */
export function isUrl(value: string): boolean {
    return (
        /^https?:\/\/[^/?#]*[^/?#:]([/?#]|$)/.test(value) &&
        /^[!-[\]-~]+$/.test(value) &&
        fitsVariable(value) &&
        URL.canParse(value) &&
        isUrlHost(new URL(value).hostname)
    );
}

function isUrlHost(name: string): boolean {
    return name.startsWith("[") || isHost(name);
}

const plainUrl = "a URL in ASCII that starts with http:// or https://";

/** An absolute URL. */
export const url = valueType("text", plainUrl, isUrl);

/** The URL to which RIG posts spans. RIG adds no path, and Zipkin accepts no spans at `/`. */
export const collectorUrl = valueType(
    "text",
    `${plainUrl}, with the collector's path, such as http://zipkin:9411/api/v2/spans`,
    (value) => isUrl(value) && new URL(value).pathname !== "/",
);

/** A URL of which RIG uses scheme, host and port only. */
export const originUrl = valueType(
    "text",
    `${plainUrl}, without a path, which RIG would leave out`,
    (value) => isUrl(value) && !/[/?#]./.test(value.replace(/^https?:\/\//, "")),
);

/** The URL with the scheme `http`, which RIG's HTTP clients use where there is none. */
export function withScheme(value: string): string {
    return value.includes("://") ? value : `http://${value}`;
}

/** A base URL. RIG appends paths to it. */
export const baseUrl = valueType(
    "text",
    `host, host:port, or ${plainUrl}; with a path, if it has one, and without ? and #`,
    (value) => isUrl(withScheme(value)) && !/[?#]/.test(value),
    anyScalar,
    (value) => value.replace(/\/+$/, ""),
);

/** Whether a browser writes the origin so: in lower case, and without the scheme's default port. */
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
