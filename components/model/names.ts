import { createHash } from "node:crypto";
import type { GatewayArgs, ObjectNameArgs } from "../args";

/** The name of RIG's own chart: people who come from there find the objects under the names they know. */
export const chartName = "reactive-interaction-gateway";

/** Name of RIG's container in a pod; others, of a chart or a service mesh, may stand before it. */
export const containerName = "rig";

/** A gateway's name when none is overrides. */
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
    /** Prefixes of the policies whose names end with a suffix of their own: what they open follows from the settings. */
    readonly settingsPolicies: {
        readonly public: string;
        readonly admin: string;
        readonly destinations: string;
    };
    /** The Job of the cluster check. */
    readonly clusterCheck: string;
    /** The certificate that is asked for, and the Secret that it is put into. */
    readonly certificate: string;
    /** Prefix of the ConfigMap with the settings, whose name ends with a suffix of its own. */
    readonly settings: string;
    /** Prefix of the Secret with the secret settings, whose name ends with a suffix of its own. */
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

/** Which gateway an object belongs to. */
export interface Identity {
    readonly project: string;
    readonly stack: string;
    /** The gateway's name, see `GatewayArgs.name`. */
    readonly name: string;
}

/** The identity of a gateway in a stack, unless its arguments say that it was deployed by other names. */
export function identityIn(
    { project, stack }: Omit<Identity, "name">,
    { name = defaultName, instance = {} }: Pick<GatewayArgs, "name" | "instance">,
): Identity {
    return { project: instance.project ?? project, stack: instance.stack ?? stack, name };
}

/** Digits of the hash in an instance label. */
const hashLength = 10;

/** How much of the names an instance label keeps. */
const readableLength = 63 - hashLength - 1;

/** What the name of a gateway is made of. */
const nameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-";

/**
 * A label value of at most 63 characters that no other gateway has: readable at the front, unique at the end. Without
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

/** The stack that an instance label has in it, if the gateway's and the project's names are these. */
export function stackOfLabel(label: string, { project, name }: Omit<Identity, "stack">): string | undefined {
    const stack = label.slice(name.length + 1, label.lastIndexOf("-"));
    return instanceLabel({ project, stack, name }) === label ? stack : undefined;
}

/** Whether an instance label is that of a gateway of this stack, whatever the gateway's name. */
export function isOfStack(label: string, stack: Omit<Identity, "name">): boolean {
    return possibleNames(label).some((name) => instanceLabel({ ...stack, name }) === label);
}

/** The names of gateways from which an instance label can follow: it begins with the name, cut where that is longer. */
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
