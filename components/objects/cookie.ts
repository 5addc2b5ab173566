import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { GatewayArgs, KeyReference } from "../args";
import { generatedName } from "./generatedName";
import {
    allowedCookie,
    existingCookieProblem,
    generatedCookieLength,
    isUsableCookie,
    rotatedCookie,
} from "../model/cookie";
import { userError } from "../validation/problem";
import { acceptedCookie, type CookieJudgement } from "./cookieRotation";
import { metadata, type Scope } from "./scope";

/** Key of the cookie in the Secret that the component makes. */
const ownKey = "cookie";

/** What the resource of the first cookie's Secret is called, after the component's name. */
export const cookieResource = "cookie";

/** The same for the Secret of a later cookie. */
export const rotatedCookieResource = "rotated-cookie";

/** The Erlang cookie of one gateway: where the pods find it, and its fingerprint. */
export interface ErlangCookie {
    /** The Secret's name and the key in it. */
    readonly secret: { readonly name: pulumi.Output<string>; readonly key: string };
    /** Another one for another cookie; it tells nothing about it. */
    readonly fingerprint: pulumi.Output<string>;
}

/** What a cookie is made with beyond the arguments. */
interface CookieParts extends CookieJudgement {
    /** Whether what holds the cookie is protected from deletion. */
    readonly protect: boolean;
}

/**
 * The gateway's Erlang cookie: an existing Secret's, a given one, or one that is generated once and kept in the state.
 * Nothing but a rotation changes the cookie of pods that run.
 */
export function erlangCookie(scope: Scope, args: GatewayArgs, parts: CookieParts): ErlangCookie {
    const accepted = (text: pulumi.Output<string>) => acceptedCookie(text, args, parts);
    if (args.cookie?.existingSecret !== undefined) {
        const { secret, text } = existingCookie(scope, args.cookie.existingSecret);
        return { secret, fingerprint: pulumi.unsecret(accepted(text).fingerprint) };
    }
    const { value, rotation } = args.cookie ?? {};
    const options = { ...scope.options, protect: parts.protect };
    const given = value === undefined ? undefined : pulumi.secret(value).apply(usable);
    // The key is there with number 0: who goes back to it after a rotation that failed takes away nothing protected.
    const cookieKey = rotation === undefined ? undefined : password(scope, "cookie-key", options);
    if (rotation === undefined || cookieKey === undefined || rotation === 0) {
        const text = given ?? password(scope, "cookie", options);
        const cookie = accepted(text);
        // A first preview knows a given cookie, and no key yet; there is nothing to compare it with.
        const checked = args.running === undefined ? text : cookie.text;
        return { secret: firstSecret(scope, checked, options), fingerprint: pulumi.unsecret(cookie.fingerprint) };
    }
    // What is protected can't be replaced, and old pods take their cookie from it until the last one is gone.
    firstSecret(scope, password(scope, "cookie", options), { ...options, ignoreChanges: ["data"] });
    const cookie = accepted(given ?? cookieKey.apply((secretKey) => rotatedCookie(secretKey, rotation)));
    return { secret: rotatedSecret(scope, cookie.text), fingerprint: pulumi.unsecret(cookie.fingerprint) };
}

function password(scope: Scope, name: string, options: pulumi.CustomResourceOptions): pulumi.Output<string> {
    return new random.RandomPassword(
        `${scope.resourceName}-${name}`,
        { length: generatedCookieLength, special: false },
        options,
    ).result;
}

/** The cookie 0's, whose name follows from the gateway's. */
function firstSecret(
    scope: Scope,
    text: pulumi.Output<string>,
    options: pulumi.CustomResourceOptions,
): ErlangCookie["secret"] {
    const { metadata: made } = new k8s.core.v1.Secret(
        `${scope.resourceName}-${cookieResource}`,
        {
            metadata: metadata(scope, scope.names.cookieSecret),
            type: "Opaque",
            data: { [ownKey]: base64(text) },
        },
        options,
    );
    return { name: made.name, key: ownKey };
}

/** A later cookie's: each pod finds its own cookie for as long as it lives. */
function rotatedSecret(scope: Scope, text: pulumi.Output<string>): ErlangCookie["secret"] {
    const succeeding = generatedName(scope, scope.names.cookieSecret);
    const { metadata: made } = new k8s.core.v1.Secret(
        `${scope.resourceName}-${rotatedCookieResource}`,
        { metadata: succeeding.metadata, immutable: true, type: "Opaque", data: { [ownKey]: base64(text) } },
        succeeding.options,
    );
    return { name: made.name, key: ownKey };
}

function base64(text: pulumi.Output<string>): pulumi.Output<string> {
    return text.apply((value) => Buffer.from(value).toString("base64"));
}

function existingCookie(scope: Scope, { name, key }: KeyReference) {
    const secret = k8s.core.v1.Secret.get(
        // Not the name of the gateway's own Secret: Pulumi would take one for the replacement of the other, and after an
        // update that failed delete the one that pods use.
        `${scope.resourceName}-existing-cookie`,
        pulumi.interpolate`${scope.namespace}/${name}`,
        // Whoever made it with `kubectl apply` has the cookie in an annotation, too.
        { ...scope.options, additionalSecretOutputs: ["metadata"] },
    );
    const found: pulumi.Output<Record<string, string> | undefined> = secret.data;
    const text = pulumi.secret(
        pulumi.all([found, scope.namespace]).apply(([data, namespace]) => {
            const problem = existingCookieProblem(data ?? {}, key);
            if (problem !== undefined) {
                throw userError(`Secret ${namespace}/${name}: ${problem}`);
            }
            return Buffer.from(data?.[key] ?? "", "base64").toString();
        }),
    );
    // The name comes out of the check, so that nothing that needs the cookie starts before it.
    return { secret: { name: pulumi.unsecret(text.apply(() => name)), key }, text };
}

/** A given cookie that was known only later; one that is known is checked with the arguments. */
function usable(cookie: string): string {
    if (!isUsableCookie(cookie)) {
        throw userError(`cookie.value: the Erlang cookie (not shown) is not usable. Allowed: ${allowedCookie}.`);
    }
    return cookie;
}
