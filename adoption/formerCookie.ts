import type { KeyReference } from "../components/args";
import { allowedCookie, existingCookieProblem } from "../components/model/cookie";
import { isRecord } from "../components/validation/record";
import { word } from "../components/model/shell";
import type { DesiredState } from "../deployed/desiredState";
import { objectList, podContainers, podSpec, type Fields } from "../kubernetes/podSpec";
import type { ClusterReader, Lookup } from "../kubernetes/reader";

/** RIG's variable with the Erlang cookie. */
const cookieVariable = "NODE_COOKIE";

/** The Secret from which the pods of an adopted Deployment take their Erlang cookie. */
export interface FormerCookie extends KeyReference {
    /** Whether it can be gone on with; left out when the user may not read it. */
    readonly isUsable?: boolean;
}

/** Looks for the Secret with the cookie of a Deployment's pods; a literal or a ConfigMap has none that is worth to keep. */
export async function findFormerCookie(
    reader: ClusterReader,
    namespace: string,
    deployment: Lookup,
): Promise<FormerCookie | undefined> {
    if (typeof deployment === "string") {
        return undefined;
    }
    const find = async (name: string) => reader.find({ apiVersion: "v1", kind: "Secret", name, namespace });
    const { rig } = podContainers(podSpec(deployment));
    const variable = objectList(rig.env).find(({ name }) => name === cookieVariable);
    if (variable !== undefined) {
        const reference = isRecord(variable.valueFrom) ? keyReference(variable.valueFrom.secretKeyRef) : undefined;
        return reference && formerCookie(reference, await find(reference.name));
    }
    // Of several that have the variable, the last one counts.
    for (const { name, key } of objectList(rig.envFrom).flatMap(wholeSecret).reverse()) {
        const secret = await find(name);
        if (typeof secret === "object" && secret.data[key] !== undefined) {
            return formerCookie({ name, key }, secret);
        }
    }
    return undefined;
}

/** What a step of an adoption says of the cookie of the old pods; lines of text, without the cookie. */
export function formerCookieNotice(
    old: FormerCookie | undefined,
    { gateway }: Pick<DesiredState, "gateway">,
): string[] {
    if (old === undefined || gateway.cookie !== undefined) {
        return [];
    }
    const start = `The old pods take their cookie from key ${old.key} of Secret ${old.name}.`;
    return [
        old.isUsable === false
            ? `${start} It (not shown) is not usable here, and a new one is generated. Allowed: ${allowedCookie}.`
            : `${start} To go on with it: ${cookieCommands(old)}. Without that, a new one is generated.`,
    ];
}

/** Whether the gateway goes on with the cookie of the old pods. */
export function isSameCookie(old: FormerCookie | undefined, { gateway }: Pick<DesiredState, "gateway">): boolean {
    const existing = gateway.cookie?.existingSecret;
    return old !== undefined && existing?.name === old.name && existing.key === old.key;
}

/** The commands that configure a cookie of an existing Secret. */
export function cookieCommands({ name, key }: KeyReference): string {
    const set = (field: string, value: string) =>
        `pulumi config set --path rig:cookie.existingSecret.${field} ${word(value)}`;
    return `${set("name", name)}, and ${set("key", key)}`;
}

function formerCookie(reference: KeyReference, secret: Lookup): FormerCookie {
    return secret === "forbidden"
        ? reference
        : {
              ...reference,
              isUsable: secret !== "absent" && existingCookieProblem(secret.data, reference.key) === undefined,
          };
}

function keyReference(value: unknown): KeyReference | undefined {
    return isRecord(value) ? { name: String(value.name), key: String(value.key) } : undefined;
}

function wholeSecret({ secretRef, prefix = "" }: Fields): KeyReference[] {
    return isRecord(secretRef) && typeof prefix === "string" && cookieVariable.startsWith(prefix)
        ? [{ name: String(secretRef.name), key: cookieVariable.slice(prefix.length) }]
        : [];
}
