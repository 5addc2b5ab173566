import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { GatewayArgs, KeyReference } from "../args";
import {
    allowedCookie,
    existingCookieProblem,
    generatedCookieLength,
    isUsableCookie,
    rotatedCookie,
} from "../model/cookie";
import { keptFingerprint } from "../model/cookieRotation";
import { userError } from "../validation/problem";
import { oncePerGateway, type Build, type ResourceKey } from "./build";
import { acceptedCookie, cookieRotation, type AcceptedCookie } from "./cookieRotation";
import { generatedName } from "./generatedName";
import { metadata } from "./scope";

/** Key of the cookie in the Secret that the component makes. */
const cookieDataKey = "cookie";

/** The Erlang cookie of one gateway: where the pods find it, and its fingerprint. */
export interface ErlangCookie {
    /** The Secret's name and the key in it. */
    readonly secret: { readonly name: pulumi.Output<string>; readonly key: string };
    /** Another one for another cookie; it tells nothing about it. */
    readonly fingerprint: pulumi.Output<string>;
}

/** Whether the component keeps the cookie in a Secret of its own. */
export function hasManagedCookie({ cookie }: Pick<GatewayArgs, "cookie">): boolean {
    return cookie?.existingSecret === undefined;
}

/** Whether the component keeps a cookie of a later number than 0. */
export function hasRotatedCookie(args: Pick<GatewayArgs, "cookie">): boolean {
    return hasManagedCookie(args) && (args.cookie?.rotation ?? 0) > 0;
}

/** Whether cookie 0 is a generated one: a given cookie is that of the number beside it. */
export function hasGeneratedCookie(args: Pick<GatewayArgs, "cookie">): boolean {
    return hasManagedCookie(args) && (args.cookie?.value === undefined || hasRotatedCookie(args));
}

/**
 * Whether there is a key from which later cookies follow. It is there with number 0, too: after a rotation that failed,
 * the way back to 0 removes nothing that is protected.
 */
export function hasCookieKey(args: Pick<GatewayArgs, "cookie">): boolean {
    return hasManagedCookie(args) && args.cookie?.rotation !== undefined;
}

/**
 * The gateway's Erlang cookie: an existing Secret's, a given one, or one that is generated once and kept in the state.
 * Nothing but a rotation changes the cookie of pods that run.
 */
export const erlangCookie = oncePerGateway((build: Build): ErlangCookie => {
    const { args } = build;
    if (args.cookie?.existingSecret !== undefined) {
        const { name, key } = args.cookie.existingSecret;
        const kept = keptFingerprint(args);
        if (kept !== undefined) {
            return { secret: { name: pulumi.output(name), key }, fingerprint: pulumi.output(kept) };
        }
        const { secret, text } = existingCookie(build, args.cookie.existingSecret);
        return { secret, fingerprint: pulumi.unsecret(acceptedCookie(build, text).fingerprint) };
    }
    const secret = build.require(hasRotatedCookie(args) ? "rotatedCookieSecret" : "cookieSecret");
    return {
        secret: { name: secret.metadata.name, key: cookieDataKey },
        fingerprint: pulumi.unsecret(managedCookie(build).accepted.fingerprint),
    };
});

/** The cookie in use, of those that the component keeps, before and after it is compared with that of the pods. */
const managedCookie = oncePerGateway(
    (build: Build): { text: pulumi.Output<string>; accepted: pulumi.Output<AcceptedCookie> } => {
        const { value, rotation = 0 } = build.args.cookie ?? {};
        const text =
            value !== undefined
                ? pulumi.secret(value).apply(requireUsable)
                : rotation > 0
                  ? build.require("cookieKey").result.apply((key) => rotatedCookie(key, rotation))
                  : build.require("cookie").result;
        return { text, accepted: acceptedCookie(build, text) };
    },
);

/**
 * Resolved when it is certain that this update may change the cookie as it does; undefined where nothing runs yet. The
 * cookie of an existing Secret is compared beforehand, when the cluster is checked.
 */
export function allowedCookieChange(build: Build): pulumi.Output<unknown> | undefined {
    const { args } = build;
    if (args.running?.cookieFingerprint === undefined) {
        return undefined;
    }
    const accepted = hasManagedCookie(args) ? managedCookie(build).accepted.fingerprint : undefined;
    // The fingerprints tell nothing about the cookie, and as secrets would make everything else one.
    return pulumi.unsecret(pulumi.all([accepted, cookieRotation(build).argumentsFingerprint]));
}

/** Cookie 0, where it is generated. */
export function generatedCookie(build: Build): random.RandomPassword {
    return password(build, "cookie");
}

/** The secret key from which later cookies follow. */
export function cookieKey(build: Build): random.RandomPassword {
    return password(build, "cookieKey");
}

function password(build: Build, key: ResourceKey): random.RandomPassword {
    const { name, options } = build.resource(key);
    return new random.RandomPassword(name, { length: generatedCookieLength, special: false }, options);
}

/** The Secret with cookie 0, whose name follows from the gateway's. */
export function cookieSecret(build: Build): k8s.core.v1.Secret {
    const { scope, args } = build;
    const { name, options } = build.resource("cookieSecret");
    const isRotated = hasRotatedCookie(args);
    return new k8s.core.v1.Secret(
        name,
        {
            metadata: metadata(scope, scope.names.cookieSecret),
            type: "Opaque",
            data: { [cookieDataKey]: base64(isRotated ? build.require("cookie").result : cookieZero(build)) },
        },
        // What is protected can't be replaced, and old pods take their cookie from it until the last one is gone.
        isRotated ? { ...options, ignoreChanges: ["data"] } : options,
    );
}

function cookieZero(build: Build): pulumi.Output<string> {
    const { text, accepted } = managedCookie(build);
    // A first preview knows a given cookie, and no key yet; there is nothing to compare it with.
    return build.args.running === undefined ? text : accepted.text;
}

/** The Secret with a later cookie: each pod finds its own cookie for as long as it lives. */
export function rotatedCookieSecret(build: Build): k8s.core.v1.Secret {
    const { name, metadata, options } = generatedName(build, "rotatedCookieSecret", build.scope.names.cookieSecret);
    const data = { [cookieDataKey]: base64(managedCookie(build).accepted.text) };
    return new k8s.core.v1.Secret(name, { metadata, immutable: true, type: "Opaque", data }, options);
}

function base64(text: pulumi.Output<string>): pulumi.Output<string> {
    return text.apply((value) => Buffer.from(value).toString("base64"));
}

function existingCookie({ scope, gateway }: Build, { name, key }: KeyReference) {
    const secret = k8s.core.v1.Secret.get(
        // Not the name of the gateway's own Secret: Pulumi would take one for the replacement of the other, and after an
        // update that failed delete the one that pods use.
        `${scope.resourceName}-existing-cookie`,
        pulumi.interpolate`${scope.namespace}/${name}`,
        // Whoever made it with `kubectl apply` has the cookie in an annotation, too.
        { parent: gateway, additionalSecretOutputs: ["metadata"] },
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
function requireUsable(cookie: string): string {
    if (!isUsableCookie(cookie)) {
        throw userError(`cookie.value: the Erlang cookie (not shown) is not usable. Allowed: ${allowedCookie}.`);
    }
    return cookie;
}
