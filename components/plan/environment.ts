import type { EnvSource, KeyReference } from "../args";
import type { Input } from "@pulumi/pulumi";
import { erlangFlags } from "./vm";

/** The directory of the release that RIG's start script writes to; everything else in the pod is read-only. */
export const mutableDirectory = "/opt/sites/rig/var";

/** One entry of a container's environment, in Kubernetes' shape. */
export interface EnvVar {
    readonly name: string;
    readonly value?: Input<string>;
    readonly valueFrom?: {
        readonly fieldRef?: { readonly fieldPath: string };
        readonly secretKeyRef?: { readonly name: Input<string>; readonly key: string };
        readonly configMapKeyRef?: { readonly name: Input<string>; readonly key: string };
    };
}

/** What a pod's environment is made of. */
export interface EnvironmentSources {
    /** Full DNS name of the headless Service. */
    readonly dnsName: Input<string>;
    /** Where the cookie is. */
    readonly cookie: { readonly name: Input<string>; readonly key: string };
    /** The container's CPU limit, if it has one. */
    readonly cpuLimit: string | undefined;
    /** The ConfigMap with RIG's settings, and their names. */
    readonly settings?: { readonly configMap: Input<string>; readonly names: readonly string[] };
    /** The Secret with RIG's secret settings, and their names. */
    readonly secretSettings?: { readonly secret: Input<string>; readonly names: readonly string[] };
    /** Further variables. */
    readonly extraEnv: Readonly<Record<string, EnvSource>>;
}

/** The environment of the RIG container, each group in the order of its names. */
export function environment(sources: EnvironmentSources): EnvVar[] {
    const { settings, secretSettings, extraEnv } = sources;
    return [
        ...owned(sources),
        ...sorted(settings?.names ?? []).map((name) => ({
            name,
            valueFrom: { configMapKeyRef: { name: settings?.configMap ?? "", key: name } },
        })),
        ...sorted(secretSettings?.names ?? []).map((name) => ({
            name,
            valueFrom: { secretKeyRef: { name: secretSettings?.secret ?? "", key: name } },
        })),
        ...sorted(Object.keys(extraEnv)).map((name) => ({ name, ...source(extraEnv[name] ?? {}) })),
    ];
}

/** The text as Kubernetes leaves it alone: in a plain value it expands `$(NAME)`, and takes `$$` for `$`. */
export function literal(text: string): string {
    return text.replace(/\$/g, "$$$$");
}

function owned({ dnsName, cookie, cpuLimit }: EnvironmentSources): EnvVar[] {
    return [
        // Nodes find each other by the address that DNS gives, so a node must be named by it.
        { name: "NODE_HOST", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
        { name: "NODE_COOKIE", valueFrom: { secretKeyRef: cookie } },
        { name: "DISCOVERY_TYPE", value: "dns" },
        { name: "DNS_NAME", value: dnsName },
        { name: "ERL_FLAGS", value: erlangFlags(cpuLimit) },
        // A crash dump holds every secret of the process.
        { name: "ERL_CRASH_DUMP", value: "/dev/null" },
        // The release's own commands (rpc, ping) write a cookie file there.
        { name: "HOME", value: mutableDirectory },
    ];
}

function source({ value, secret, configMap }: EnvSource): Omit<EnvVar, "name"> {
    if (secret !== undefined) {
        return { valueFrom: { secretKeyRef: reference(secret) } };
    }
    return configMap === undefined ? { value: value ?? "" } : { valueFrom: { configMapKeyRef: reference(configMap) } };
}

function reference({ name, key }: KeyReference) {
    return { name, key };
}

function sorted(names: readonly string[]): string[] {
    return [...names].sort();
}
