import { createHash } from "node:crypto";
import type { GatewayArgs, ObjectNameArgs } from "../args";

/** The name of RIG's own chart: its users find the objects under the names that they know. */
export const chartName = "reactive-interaction-gateway";

/** Name of RIG's container in a pod. Containers of a chart or a service mesh may precede it. */
export const containerName = "rig";

/** A gateway's name when the arguments set none. */
export const defaultName = "rig";

/** Names of the objects of one gateway. */
export interface ObjectNames {
    readonly deployment: string;
    readonly publicService: string;
    readonly adminService: string;
    readonly headlessService: string;
    readonly serviceAccount: string;
    readonly disruptionBudget: string;
    readonly autoscaler: string;
    readonly cookieSecret: string;
    readonly networkPolicies: {
        readonly defaultDeny: string;
        readonly cluster: string;
        readonly dns: string;
        readonly egress: string;
        readonly check: string;
    };
    /** Prefixes of the policies that depend on settings. A random suffix completes each name. */
    readonly settingsPolicies: {
        readonly public: string;
        readonly admin: string;
        readonly destinations: string;
    };
    /** The Job of the cluster check. */
    readonly clusterCheck: string;
    /** The Certificate, and the Secret into which cert-manager writes it. */
    readonly certificate: string;
    /** Prefix of the ConfigMap with the settings. A random suffix completes the name. */
    readonly settings: string;
    /** Prefix of the Secret with the secret settings. A random suffix completes the name. */
    readonly secretSettings: string;
}

/** The longest full name that leaves room for `-headless` in a Service's 63 characters. */
export const longestFullName = 63 - "-headless".length;

/** The name as RIG's chart builds it: `<name>-reactive-interaction-gateway`, or just `<name>` when it contains that. */
export function fullName(name: string): string {
    return name.includes(chartName) ? name : `${name}-${chartName}`;
}

/**
 * Names of all objects of the gateway called `name`.
 *
 * @param overrides Names of objects that differ from the derived names.
 */
export function objectNames(name: string, overrides: ObjectNameArgs = {}): ObjectNames {
    const full = fullName(name);
    return {
        deployment: overrides.deployment ?? full,
        publicService: overrides.service ?? full,
        adminService: `${full}-admin`,
        headlessService: overrides.headlessService ?? `${full}-headless`,
        serviceAccount: full,
        disruptionBudget: full,
        autoscaler: full,
        cookieSecret: `${full}-cookie`,
        networkPolicies: {
            defaultDeny: `${full}-default-deny`,
            cluster: `${full}-cluster`,
            dns: `${full}-dns`,
            egress: `${full}-egress`,
            check: `${full}-check`,
        },
        settingsPolicies: {
            public: `${full}-public`,
            admin: `${full}-admin`,
            destinations: `${full}-destinations`,
        },
        clusterCheck: `${full}-check`,
        certificate: `${full}-tls`,
        settings: `${full}-settings`,
        secretSettings: `${full}-secret-settings`,
    };
}

/** Identifies the gateway to which an object belongs. */
export interface Identity {
    readonly project: string;
    readonly stack: string;
    /** The gateway's name, see `GatewayArgs.name`. */
    readonly name: string;
}

/** The identity of a gateway in a stack. `instance` overrides the project and the stack by those of the first deployment. */
export function identityIn(
    { project, stack }: Omit<Identity, "name">,
    { name = defaultName, instance = {} }: Pick<GatewayArgs, "name" | "instance">,
): Identity {
    return { project: instance.project ?? project, stack: instance.stack ?? stack, name };
}

/** Digits of the hash in an instance label. */
const hashLength = 10;

/** The length of the readable part of an instance label. */
const readableLength = 63 - hashLength - 1;

/** The characters that a gateway's name may contain. */
const nameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-";

/**
 * A unique label value of at most 63 characters: a readable part and a hash. Without
 * the hash, project `a-b` with stack `c` would select the pods of project `a` with stack `b-c`.
 */
export function instanceLabel({ project, stack, name }: Identity): string {
    const hash = createHash("sha256")
        .update(JSON.stringify([project, stack, name]))
        .digest("hex")
        .slice(0, hashLength);
    const readable = `${name}-${stack}`.replace(/[^A-Za-z0-9._-]/g, "-").slice(0, readableLength);
    return `${readable}-${hash}`;
}

/** The stack in an instance label; undefined if the label belongs to another project or gateway name. */
export function stackOfLabel(label: string, { project, name }: Omit<Identity, "stack">): string | undefined {
    const stack = label.slice(name.length + 1, label.lastIndexOf("-"));
    return instanceLabel({ project, stack, name }) === label ? stack : undefined;
}

/** Whether an instance label belongs to a gateway of this stack, whatever the gateway's name. */
export function isOfStack(label: string, stack: Omit<Identity, "name">): boolean {
    return possibleNames(label).some((name) => instanceLabel({ ...stack, name }) === label);
}

/** The gateway names that may have produced an instance label: it begins with the name, or with the part of it that fits. */
function possibleNames(label: string): string[] {
    const readable = label.slice(0, readableLength);
    let truncated = label.length > readableLength + hashLength ? [readable] : [];
    const names = Array.from(readable, (_, index) => readable.slice(0, index + 1));
    for (let length = readableLength; length < longestFullName; length += 1) {
        truncated = truncated.flatMap((name) => Array.from(nameCharacters, (character) => name + character));
        names.push(...truncated);
    }
    return names;
}
