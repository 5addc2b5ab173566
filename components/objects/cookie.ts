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
    /** A fingerprint that changes with the cookie and doesn't reveal it. */
    readonly fingerprint: pulumi.Output<string>;
}

/** Whether the component itself makes the Secret with the cookie. */
export function hasManagedCookie({ cookie }: Pick<GatewayArgs, "cookie">): boolean {
    return cookie?.existingSecret === undefined;
}

/** Whether the component makes a Secret for a cookie with a number above 0. */
export function hasRotatedCookie(args: Pick<GatewayArgs, "cookie">): boolean {
    return hasManagedCookie(args) && (args.cookie?.rotation ?? 0) > 0;
}

/** Whether cookie 0 is generated. A cookie in the arguments belongs to the rotation number in the arguments. */
export function hasGeneratedCookie(args: Pick<GatewayArgs, "cookie">): boolean {
    return hasManagedCookie(args) && (args.cookie?.value === undefined || hasRotatedCookie(args));
}

/**
 * Whether there is a key from which later cookies are derived. Number 0 has it, too, so that the way back to 0 after a failed
 * rotation removes no protected resource.
 */
export function hasCookieKey(args: Pick<GatewayArgs, "cookie">): boolean {
    return hasManagedCookie(args) && args.cookie?.rotation !== undefined;
}

/**
 * The gateway's Erlang cookie: from an existing Secret, from the arguments, or generated once and kept in the state. Only a
 * rotation changes the cookie of running pods.
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

/** The cookie that the component keeps, before and after the comparison with the running pods' cookie. */
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
 * Resolves when the checks allow this update's cookie; undefined if no pods run yet. Preflight compares the cookie of an
 * existing Secret.
 */
export function allowedCookieChange(build: Build): pulumi.Output<unknown> | undefined {
    const { args } = build;
    if (args.running?.cookieFingerprint === undefined) {
        return undefined;
    }
    const accepted = hasManagedCookie(args) ? managedCookie(build).accepted.fingerprint : undefined;
    // The fingerprints don't reveal the cookie. As secrets they would make every value that depends on them secret.
    return pulumi.unsecret(pulumi.all([accepted, cookieRotation(build).argumentsFingerprint]));
}

/** The generated cookie 0. */
export function generatedCookie(build: Build): random.RandomPassword {
    return password(build, "cookie");
}

/** The secret key from which later cookies are derived. */
export function cookieKey(build: Build): random.RandomPassword {
    return password(build, "cookieKey");
}

function password(build: Build, key: ResourceKey): random.RandomPassword {
    const { name, options } = build.resource(key);
    return new random.RandomPassword(name, { length: generatedCookieLength, special: false }, options);
}

/** The Secret with cookie 0, under a fixed name. */
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
        // Pulumi can't replace the protected Secret, and old pods read their cookie from it until the last one stops.
        isRotated ? { ...options, ignoreChanges: ["data"] } : options,
    );
}

function cookieZero(build: Build): pulumi.Output<string> {
    const { text, accepted } = managedCookie(build);
    // No pods run, so there is no cookie to compare. A first preview knows the arguments' cookie, but not the key.
    return build.args.running === undefined ? text : accepted.text;
}

/** The Secret with a later cookie. Old pods keep the Secret with their own cookie. */
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
        // Not the name of the gateway's own Secret: Pulumi would take the one for a replacement of the other and, after a
        // failed update, delete the Secret that pods use.
        `${scope.resourceName}-existing-cookie`,
        pulumi.interpolate`${scope.namespace}/${name}`,
        // `kubectl apply` records the cookie in an annotation, too.
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
    // The name depends on the check, so resources that need the cookie wait for it.
    return { secret: { name: pulumi.unsecret(text.apply(() => name)), key }, text };
}

/** Validates a cookie that was unknown when the arguments were validated. */
function requireUsable(cookie: string): string {
    if (!isUsableCookie(cookie)) {
        throw userError(`cookie.value: the Erlang cookie (not shown) is not usable. Allowed: ${allowedCookie}.`);
    }
    return cookie;
}
