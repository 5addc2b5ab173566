import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { CookieArgs, KeyReference } from "./args";
import { allowedCookie, existingCookieProblem, generatedCookieLength, isUsableCookie } from "./plan/cookie";
import { userError } from "./problems";
import { metadata, type Scope } from "./scope";

/** Key of the cookie in the Secret that the component makes. */
const ownKey = "cookie";

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
        ? ownCookie(scope, args?.value, protect)
        : existingCookie(scope, args.existingSecret);
}

function ownCookie(scope: Scope, given: pulumi.Input<string> | undefined, protect: boolean): ErlangCookie {
    const options = { ...scope.options, protect };
    const text =
        given === undefined
            ? new random.RandomPassword(
                  `${scope.resourceName}-cookie`,
                  { length: generatedCookieLength, special: false },
                  options,
              ).result
            : pulumi.secret(given).apply(usable);
    const secret = new k8s.core.v1.Secret(
        `${scope.resourceName}-cookie`,
        {
            metadata: metadata(scope, scope.names.cookieSecret),
            type: "Opaque",
            data: { [ownKey]: text.apply((value) => Buffer.from(value).toString("base64")) },
        },
        options,
    );
    return { secret: { name: secret.metadata.name, key: ownKey }, text };
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
