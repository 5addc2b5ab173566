import type { KeyReference } from "../components/args";
import { allowedCookie, existingCookieProblem } from "../components/model/cookie";
import { isRecord } from "../components/validation/record";
import { word } from "../components/model/shell";
import type { DesiredState } from "../deployed/desiredState";
import { objectList, podContainers, podSpec, type Fields } from "../kubernetes/podSpec";
import type { ClusterReader, Lookup } from "../kubernetes/reader";

/** RIG's variable with the Erlang cookie. */
const cookieVariable = "NODE_COOKIE";

/** The key of a Secret from which the pods of an adopted Deployment take their Erlang cookie. */
export interface DeployedCookie extends KeyReference {
    /** Whether this project takes the cookie; left out when the user may not read the Secret. */
    readonly isUsable?: boolean;
}

/** Looks for the Secret with the cookie of a Deployment's pods. A cookie from elsewhere isn't worth keeping. */
export async function findDeployedCookie(
    reader: ClusterReader,
    namespace: string,
    deployment: Lookup,
): Promise<DeployedCookie | undefined> {
    if (typeof deployment === "string") {
        return undefined;
    }
    const find = async (name: string) => reader.find({ apiVersion: "v1", kind: "Secret", name, namespace });
    const { rig } = podContainers(podSpec(deployment));
    const variable = objectList(rig.env).find(({ name }) => name === cookieVariable);
    if (variable !== undefined) {
        const reference = isRecord(variable.valueFrom) ? keyReference(variable.valueFrom.secretKeyRef) : undefined;
        return reference && deployedCookie(reference, await find(reference.name));
    }
    // If several have the variable, Kubernetes takes the last one.
    for (const { name, key } of objectList(rig.envFrom).flatMap(cookieKeyIn).reverse()) {
        const secret = await find(name);
        if (typeof secret === "object" && secret.data[key] !== undefined) {
            return deployedCookie({ name, key }, secret);
        }
    }
    return undefined;
}

/** Lines of text that say how to keep the cookie of the old pods. They don't contain the cookie. */
export function deployedCookieAdvice(
    deployed: DeployedCookie | undefined,
    { gateway }: Pick<DesiredState, "gateway">,
): string[] {
    if (deployed === undefined || gateway.cookie !== undefined) {
        return [];
    }
    const start = `The old pods take their cookie from key ${deployed.key} of Secret ${deployed.name}.`;
    return [
        deployed.isUsable === false
            ? `${start} The cookie (not shown) is not usable here, so the stack generates a new one. Allowed: ${allowedCookie}.`
            : `${start} To keep this cookie: ${cookieCommands(deployed)}. Otherwise the stack generates a new one.`,
    ];
}

/** Whether the gateway keeps the cookie of the old pods. */
export function keepsDeployedCookie(
    deployed: DeployedCookie | undefined,
    { gateway }: Pick<DesiredState, "gateway">,
): boolean {
    const existing = gateway.cookie?.existingSecret;
    return deployed !== undefined && existing?.name === deployed.name && existing.key === deployed.key;
}

/** The commands by which the stack takes the cookie from an existing Secret. */
export function cookieCommands({ name, key }: KeyReference): string {
    const set = (field: string, value: string) =>
        `pulumi config set --path rig:cookie.existingSecret.${field} ${word(value)}`;
    return `${set("name", name)}, and ${set("key", key)}`;
}

function deployedCookie(reference: KeyReference, secret: Lookup): DeployedCookie {
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

function cookieKeyIn({ secretRef, prefix = "" }: Fields): KeyReference[] {
    return isRecord(secretRef) && typeof prefix === "string" && cookieVariable.startsWith(prefix)
        ? [{ name: String(secretRef.name), key: cookieVariable.slice(prefix.length) }]
        : [];
}
