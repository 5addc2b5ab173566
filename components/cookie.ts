import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { CookieArgs, KeyReference } from "./args";
import {
    allowedCookie,
    existingCookieProblem,
    generatedCookieLength,
    isUsableCookie,
    rotatedCookie,
} from "./plan/cookie";
import { keyedFingerprint } from "./plan/fingerprint";
import { userError } from "./problems";
import { metadata, type Scope } from "./scope";

/** Key of the cookie in the Secret that the component makes. */
const ownKey = "cookie";

/** What the resource of a later cookie's Secret is called, after the component's name. */
export const rotatedCookieResource = "rotated-cookie";

/** The Erlang cookie of one gateway: where the pods find it, and its text. */
export interface ErlangCookie {
    /** The Secret's name and the key in it. */
    readonly secret: { readonly name: pulumi.Output<string>; readonly key: string };
    /** The cookie itself; always a secret. */
    readonly text: pulumi.Output<string>;
}

/**
 * The gateway's Erlang cookie: an existing Secret's, a given one, or one that is generated once and kept in the state.
 *
 * @param protect Whether what holds the cookie is protected from deletion.
 */
export function erlangCookie(scope: Scope, args: CookieArgs | undefined, protect: boolean): ErlangCookie {
    return args?.existingSecret === undefined
        ? ownCookie(scope, args, { ...scope.options, protect })
        : existingCookie(scope, args.existingSecret);
}

function ownCookie(
    scope: Scope,
    { value, rotation }: CookieArgs = {},
    options: pulumi.CustomResourceOptions,
): ErlangCookie {
    const given = value === undefined ? undefined : pulumi.secret(value).apply(usable);
    if (rotation === undefined) {
        return firstCookie(scope, given, options);
    }
    // There already with number 0: whoever goes back to it, after a rotation that failed, takes away nothing protected.
    const key = new random.RandomPassword(
        `${scope.resourceName}-cookie-key`,
        { length: generatedCookieLength, special: false },
        options,
    ).result;
    if (rotation === 0) {
        return firstCookie(scope, given, options);
    }
    // What is protected can't be replaced, and old pods take their cookie from it until the last one is gone.
    firstCookie(scope, undefined, { ...options, ignoreChanges: ["data"] });
    const text = given ?? key.apply((secretKey) => rotatedCookie(secretKey, rotation));
    return { secret: { name: rotatedSecret(scope, { key, rotation, text }), key: ownKey }, text };
}

/** The cookie 0, in a Secret whose name everybody knows. */
function firstCookie(
    scope: Scope,
    given: pulumi.Output<string> | undefined,
    options: pulumi.CustomResourceOptions,
): ErlangCookie {
    const text =
        given ??
        new random.RandomPassword(
            `${scope.resourceName}-cookie`,
            { length: generatedCookieLength, special: false },
            options,
        ).result;
    const secret = new k8s.core.v1.Secret(
        `${scope.resourceName}-cookie`,
        {
            metadata: metadata(scope, scope.names.cookieSecret),
            type: "Opaque",
            data: { [ownKey]: base64(text) },
        },
        options,
    );
    return { secret: { name: secret.metadata.name, key: ownKey }, text };
}

interface RotatedCookie {
    readonly key: pulumi.Output<string>;
    readonly rotation: number;
    readonly text: pulumi.Output<string>;
}

/**
 * The name of the Secret with a later cookie. It never comes back, not even with the same cookie, and the one before is
 * deleted when the pods are replaced: each pod finds its own cookie for as long as it lives.
 */
function rotatedSecret(scope: Scope, { key, rotation, text }: RotatedCookie): pulumi.Output<string> {
    const cookie = pulumi.unsecret(
        pulumi.all([key, text]).apply(([secretKey, content]) => keyedFingerprint(secretKey, { cookie: content })),
    );
    const suffix = new random.RandomId(
        `${scope.resourceName}-cookie-suffix`,
        { byteLength: 4, keepers: { rotation: String(rotation), cookie } },
        scope.options,
    ).hex;
    return new k8s.core.v1.Secret(
        `${scope.resourceName}-${rotatedCookieResource}`,
        {
            metadata: metadata(scope, pulumi.interpolate`${scope.names.cookieSecret}-${suffix}`),
            immutable: true,
            type: "Opaque",
            data: { [ownKey]: base64(text) },
        },
        scope.options,
    ).metadata.name;
}

function base64(text: pulumi.Output<string>): pulumi.Output<string> {
    return text.apply((value) => Buffer.from(value).toString("base64"));
}

function existingCookie(scope: Scope, { name, key }: KeyReference): ErlangCookie {
    const secret = k8s.core.v1.Secret.get(
        `${scope.resourceName}-cookie`,
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
