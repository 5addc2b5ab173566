import * as pulumi from "@pulumi/pulumi";
import type { EnvSource, GatewayArgs } from "../args";
import type { ErlangCookie } from "../cookie";
import { environment, literal, type EnvVar, type SettingsObjects } from "../plan/environment";
import { groupIds } from "../plan/groups";
import { instanceLabelKey } from "../plan/labels";
import { placedVariables } from "../plan/placement";
import { laterText } from "../settings/later";
import { given } from "../settings/given";
import type { SettingsMap } from "../settings/schema";
import type { Scope } from "../scope";
import { filesMount, type Mount } from "./files";
import { settingsConfigMap, settingsSecret } from "./settings";

/** What a pod is configured with. */
export interface PodConfiguration {
    readonly environment: EnvVar[];
    /** The files that RIG's variables name. */
    readonly files: Mount[];
    /** Changes when the cookie does, and tells nothing about it. */
    readonly cookieFingerprint: pulumi.Output<string>;
}

/**
 * The pods' environment and files, with the objects that they come from.
 *
 * @param key The key of fingerprints.
 * @param tlsSecret The Secret with the certificate, if `tls` asks for one.
 */
export function podConfiguration(
    scope: Scope,
    args: GatewayArgs,
    cookie: ErlangCookie,
    key: pulumi.Output<string>,
    dnsName: pulumi.Output<string>,
    tlsSecret: string | undefined,
): PodConfiguration {
    const objects = settingsObjects(scope, args, key);
    const variables = placedVariables(args, tlsSecret);
    return {
        environment: environment({
            dnsName,
            cookie: cookie.secret,
            cpuLimit: args.resources?.limits?.cpu,
            variables,
            objects,
            defaults: groupIds(given(args), scope.selector[instanceLabelKey] ?? ""),
            extraEnv: withLiteralValues(args.extraEnv ?? {}),
        }),
        files: filesMount(variables, objects),
        cookieFingerprint: cookie.fingerprint,
    };
}

function settingsObjects(scope: Scope, args: GatewayArgs, key: pulumi.Output<string>): SettingsObjects {
    const texts = (map: SettingsMap) =>
        Object.fromEntries(Object.entries(args[map] ?? {}).map(([name, value]) => [name, laterText(map, name, value)]));
    const [settings, secretSettings] = [texts("settings"), texts("secretSettings")];
    const isEmpty = (map: object) => Object.keys(map).length === 0;
    return {
        ...(!isEmpty(settings) && { settings: settingsConfigMap(scope, settings).metadata.name }),
        ...(!isEmpty(secretSettings) && {
            secretSettings: settingsSecret(scope, secretSettings, key).metadata.name,
        }),
    };
}

function withLiteralValues(extraEnv: Readonly<Record<string, EnvSource>>): Record<string, EnvSource> {
    return Object.fromEntries(
        Object.entries(extraEnv).map(([name, source]) => [
            name,
            source.value === undefined ? source : { value: pulumi.output(source.value).apply(literal) },
        ]),
    );
}
