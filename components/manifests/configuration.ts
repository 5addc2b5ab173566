import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { GatewayArgs } from "../args";
import type { ErlangCookie } from "../cookie";
import { environment, literal, type EnvVar } from "../plan/environment";
import { keyedFingerprint } from "../plan/fingerprint";
import type { Scope } from "../scope";
import { settingsConfigMap, settingsSecret } from "./settings";

/** What a pod is configured with. */
export interface PodConfiguration {
    readonly environment: EnvVar[];
    /** Changes when the cookie does, and tells nothing about it. */
    readonly cookieFingerprint: pulumi.Output<string>;
}

/** The pods' environment, with the objects that its values come from. */
export function podConfiguration(
    scope: Scope,
    args: GatewayArgs,
    cookie: ErlangCookie,
    dnsName: pulumi.Output<string>,
): PodConfiguration {
    const { settings = {}, secretSettings = {}, extraEnv = {} } = args;
    // Not RandomBytes, which has its value as its id: ids stand in the state in clear.
    const key = new random.RandomPassword(
        `${scope.resourceName}-fingerprint-key`,
        { length: 48, special: false },
        { parent: scope.options.parent },
    ).result;
    const names = { settings: Object.keys(settings), secretSettings: Object.keys(secretSettings) };
    return {
        environment: environment({
            dnsName,
            cookie: cookie.secret,
            cpuLimit: args.resources?.limits?.cpu,
            settings:
                names.settings.length === 0
                    ? undefined
                    : { configMap: settingsConfigMap(scope, settings).metadata.name, names: names.settings },
            secretSettings:
                names.secretSettings.length === 0
                    ? undefined
                    : {
                          secret: settingsSecret(scope, secretSettings, key).metadata.name,
                          names: names.secretSettings,
                      },
            extraEnv: Object.fromEntries(
                Object.entries(extraEnv).map(([name, source]) => [
                    name,
                    source.value === undefined ? source : { value: pulumi.output(source.value).apply(literal) },
                ]),
            ),
        }),
        cookieFingerprint: pulumi.unsecret(
            pulumi.all([key, cookie.text]).apply(([secretKey, text]) => keyedFingerprint(secretKey, { cookie: text })),
        ),
    };
}
