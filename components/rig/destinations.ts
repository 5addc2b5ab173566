import { isIPv4, isIPv6 } from "node:net";
import { targetHost } from "./documents/apiDefinitions";
import { apisIn } from "./documents/proxyConfig";
import { isTrue } from "./valueTypes/numbers";
import { withScheme } from "./valueTypes/urls";

// The readers also get texts that RIG would refuse: they find no destination in them.

/** A destination that the pods must reach. */
export interface Destination {
    /** The address. A host name is left out, since a network policy knows addresses only. */
    readonly address?: string;
    readonly port: number;
    readonly protocol: "TCP" | "UDP";
}

/** What a variable's text may refer to. */
export interface DestinationContext {
    /** RIG's variables that aren't secret. */
    readonly settings: Readonly<Record<string, string>>;
    /** Further plain variables. API definitions with `use_env` take their hosts from them. */
    readonly environment: Readonly<Record<string, string>>;
}

/** Finds the destinations that a variable's text names. */
export type DestinationReader = (text: string, context: DestinationContext) => Destination[];

const schemePorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/** The destination, as a list; the empty list when the port is none. */
export function destination(host: string, port: number, protocol: Destination["protocol"] = "TCP"): Destination[] {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
        return [];
    }
    const address = host.replace(/^\[|\]$/g, "");
    return [{ ...(isAddress(address) ? { address } : {}), port, protocol }];
}

/** Most hosts need no test for IPv6, whose preparation takes Node.js tens of milliseconds. */
function isAddress(host: string): boolean {
    return host.includes(":") ? isIPv6(host) : isIPv4(host);
}

/** The items of a list of `host:port`. */
export const hostDestinations: DestinationReader = (text) =>
    text.split(",").flatMap((item) => {
        const [host = "", port] = item.trim().split(":");
        return destination(host, Number(port));
    });

/** The server of a URL. */
export const urlDestinations: DestinationReader = (text) => {
    if (!URL.canParse(text)) {
        return [];
    }
    const { hostname, port, protocol } = new URL(text);
    return destination(hostname, port === "" ? (schemePorts[protocol] ?? NaN) : Number(port));
};

/** The server of a URL whose scheme may be left out. */
export const baseUrlDestinations: DestinationReader = (text, context) => urlDestinations(withScheme(text), context);

/** AWS's endpoint of Kinesis. */
const awsEndpoint = () => destination("kinesis", 443);

/** AWS's endpoint of Kinesis, if the flag is true. */
export const awsDestinations: DestinationReader = (text) => (isTrue(text) ? awsEndpoint() : []);

/** The targets of API definitions, from their JSON text. The path of a file names no destination. */
export const proxyDestinations: DestinationReader = (json, { environment }) => {
    const apis = apisIn(json);
    const kinesis = apis.some(({ systems }) => systems.includes("kinesis")) ? awsEndpoint() : [];
    const targets = apis.flatMap(({ target }) => {
        if (target === undefined) {
            return [];
        }
        const host = target.fromEnvironment ? (environment[target.host] ?? "") : target.host;
        return destination(targetHost(host), target.port);
    });
    return [...kinesis, ...targets];
};
