import { isIPv4, isIPv6 } from "node:net";
import { defaultJaegerPort } from "../rig/catalogue";
import { targetHost } from "../rig/documents/apiDefinitions";
import { apisIn } from "../rig/documents/proxyConfig";

/** A place that a pod must reach. */
export interface Destination {
    /** An address; a host name is left out, since a policy knows addresses only. */
    readonly address?: string;
    readonly port: number;
    readonly protocol: "TCP" | "UDP";
}

const schemePorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

function destination(host: string, port: number, protocol: Destination["protocol"] = "TCP"): Destination[] {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
        return [];
    }
    const address = host.replace(/^\[|\]$/g, "");
    return [{ ...(isAddress(address) ? { address } : {}), port, protocol }];
}

/** Node.js takes tens of milliseconds to prepare its look for IPv6, and most hosts need none. */
function isAddress(host: string): boolean {
    return host.includes(":") ? isIPv6(host) : isIPv4(host);
}

function hostAndPort(text: string): Destination[] {
    const [host = "", port] = text.trim().split(":");
    return destination(host, Number(port));
}

const hostsAndPorts = (text: string) => text.split(",").flatMap((item) => hostAndPort(item));

function url(text: string): Destination[] {
    if (!URL.canParse(text)) {
        return [];
    }
    const { hostname, port, protocol } = new URL(text);
    return destination(hostname, port === "" ? (schemePorts[protocol] ?? NaN) : Number(port));
}

/** The targets of RIG's API definitions, from the JSON text of `PROXY_CONFIG_FILE`; a file's path has none to tell. */
function proxyDestinations(json: string, environment: Readonly<Record<string, string>>): Destination[] {
    const apis = apisIn(json);
    const kinesis = apis.some(({ systems }) => systems.includes("kinesis")) ? destination("kinesis", 443) : [];
    const targets = apis.flatMap(({ target }) => {
        if (target === undefined) {
            return [];
        }
        const host = target.fromEnvironment ? (environment[target.host] ?? "") : target.host;
        return destination(targetHost(host), target.port);
    });
    return [...kinesis, ...targets];
}

/** For each of RIG's variables that name a destination: how it is read. */
const readers: Readonly<
    Record<
        string,
        (
            value: string,
            settings: Readonly<Record<string, string>>,
            environment: Readonly<Record<string, string>>,
        ) => Destination[]
    >
> = {
    KAFKA_BROKERS: hostsAndPorts,
    NATS_SERVERS: hostsAndPorts,
    // RIG's HTTP clients put http:// before what has no scheme.
    KAFKA_SCHEMA_REGISTRY_HOST: (value) => url(value.includes("://") ? value : `http://${value}`),
    SUBSCRIPTION_CHECK: url,
    ZIPKIN_ADDR: url,
    KINESIS_ENDPOINT: url,
    KINESIS_DYNAMODB_ENDPOINT: url,
    KINESIS_ENABLED: (value) => (/^(true|1|yes)$/i.test(value) ? destination("kinesis", 443) : []),
    JAEGER_HOST: (value, settings) => destination(value, Number(settings.JAEGER_PORT ?? defaultJaegerPort), "UDP"),
    PROXY_CONFIG_FILE: (value, _, environment) => proxyDestinations(value, environment),
};

/** RIG's variables from which destinations follow. */
export const egressVariables: readonly string[] = Object.keys(readers);

/**
 * What the pods must reach because of RIG's settings: brokers, registry, tracing, check URLs, targets of the API
 * definitions. Each destination once, in a stable order.
 *
 * @param settings RIG's variables. Secret ones are not for here: what follows from them would be public.
 * @param environment Plain further variables, in which API definitions with `use_env` find their hosts.
 */
export function impliedDestinations(
    settings: Readonly<Record<string, string>>,
    environment: Readonly<Record<string, string>> = {},
): Destination[] {
    const found = egressVariables.flatMap((name) => {
        const value = settings[name];
        return value === undefined ? [] : (readers[name]?.(value, settings, environment) ?? []);
    });
    const unique = new Map(found.map((each) => [`${each.protocol} ${each.address ?? ""} ${each.port}`, each]));
    return [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []);
}
