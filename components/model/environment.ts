import type { EnvSource, KeyReference } from "../args";
import type { Input } from "@pulumi/pulumi";
import type { SettingsMap } from "../rig/variableSchema";
import { filePath, type ValueSource, type SourcedVariable } from "./variableSources";
import { erlangFlags } from "./erlangVm";

/** The directory of the release that RIG's start script writes to; everything else in the pod is read-only. */
export const mutableDirectory = "/opt/sites/rig/var";

interface ObjectKey {
    readonly name: Input<string>;
    readonly key: string;
}

/** One entry of a container's environment, in Kubernetes' shape. */
export interface EnvVar {
    readonly name: string;
    readonly value?: Input<string>;
    readonly valueFrom?: {
        readonly fieldRef?: { readonly apiVersion: string; readonly fieldPath: string };
        readonly secretKeyRef?: ObjectKey;
        readonly configMapKeyRef?: ObjectKey;
    };
}

/** Names of the objects that hold the gateway's settings; a name is left out without such settings. */
export type SettingsObjects = Readonly<Partial<Record<SettingsMap, Input<string>>>>;

/** The sources of a pod's environment. */
export interface EnvironmentSources {
    /** Full DNS name of the headless Service. */
    readonly dnsName: Input<string>;
    /** The Secret, and the key in it, with the cookie. */
    readonly cookie: ObjectKey;
    /** The container's CPU limit, if it has one. */
    readonly cpuLimit: string | undefined;
    /** RIG's variables. */
    readonly variables: readonly SourcedVariable[];
    /** The names of the gateway's own objects that hold RIG's variables. */
    readonly objects: SettingsObjects;
    /** RIG's variables for which the deployment supplies a value, since the settings leave them out. */
    readonly defaults: Readonly<Record<string, Input<string>>>;
    /** Further variables. */
    readonly extraEnv: Readonly<Record<string, EnvSource>>;
}

/** The environment of RIG's container, each group sorted by name. */
export function environment(sources: EnvironmentSources): EnvVar[] {
    const { variables, objects, defaults, extraEnv } = sources;
    return [
        ...fixedVariables(sources),
        ...sorted(Object.keys(defaults)).map((name) => ({ name, value: defaults[name] })),
        ...variables.map(({ name, source, isFile }) => ({
            name,
            ...(isFile ? { value: filePath(name) } : { valueFrom: valueFrom(objectKey(name, source, objects)) }),
        })),
        ...sorted(Object.keys(extraEnv)).map((name) => ({ name, ...variableValue(extraEnv[name] ?? {}) })),
    ];
}

/** A key in a Secret or a ConfigMap. */
export type SecretOrConfigMapKey = { readonly secret: ObjectKey } | { readonly configMap: ObjectKey };

/** The key that holds a variable's value. */
export function objectKey(name: string, source: ValueSource, objects: SettingsObjects): SecretOrConfigMapKey {
    if ("existingSecret" in source) {
        return { secret: reference(source.existingSecret) };
    }
    if ("existingConfigMap" in source) {
        return { configMap: reference(source.existingConfigMap) };
    }
    const ownKey = { name: objects[source.settingsMap] ?? "", key: name };
    return source.settingsMap === "settings" ? { configMap: ownKey } : { secret: ownKey };
}

/** The text, escaped for a plain value, in which Kubernetes expands `$(NAME)` and reads `$$` as `$`. */
export function literal(text: string): string {
    return text.replace(/\$/g, "$$$$");
}

function fixedVariables({ dnsName, cookie, cpuLimit }: EnvironmentSources): EnvVar[] {
    return [
        // Nodes find each other by the addresses in DNS, so the pod's address must be the node's host name. The apiVersion
        // is explicit: without it a second field manager could not apply the same value.
        { name: "NODE_HOST", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } } },
        { name: "NODE_COOKIE", valueFrom: { secretKeyRef: cookie } },
        { name: "DISCOVERY_TYPE", value: "dns" },
        { name: "DNS_NAME", value: dnsName },
        { name: "ERL_FLAGS", value: erlangFlags(cpuLimit) },
        // A crash dump would contain every secret of the process.
        { name: "ERL_CRASH_DUMP", value: "/dev/null" },
        // The release's own commands (rpc, ping) write a cookie file there.
        { name: "HOME", value: mutableDirectory },
    ];
}

function valueFrom(key: SecretOrConfigMapKey): EnvVar["valueFrom"] {
    return "secret" in key ? { secretKeyRef: key.secret } : { configMapKeyRef: key.configMap };
}

function variableValue({ value, existingSecret, existingConfigMap }: EnvSource): Omit<EnvVar, "name"> {
    if (existingSecret !== undefined) {
        return { valueFrom: { secretKeyRef: reference(existingSecret) } };
    }
    return existingConfigMap === undefined
        ? { value: value ?? "" }
        : { valueFrom: { configMapKeyRef: reference(existingConfigMap) } };
}

function reference({ name, key }: KeyReference): ObjectKey {
    return { name, key };
}

function sorted(names: readonly string[]): string[] {
    return [...names].sort();
}
