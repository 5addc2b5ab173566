import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { EnvSource, GatewayArgs } from "../args";
import type { ErlangCookie } from "./cookie";
import { environment, literal, type EnvVar } from "../model/environment";
import { variableSources } from "../model/variableSources";
import { deferredText } from "../rig/deferredText";
import type { SettingsMap } from "../rig/variableSchema";
import { catalogueOf } from "../rig/versions";
import type { Scope } from "./scope";
import { brokerGroups } from "./consumerGroups";
import { filesMount, type Mount } from "./fileVolume";
import { settingsConfigMap, settingsSecret } from "./settings";

/** What a pod is configured with. */
export interface PodConfiguration {
    readonly environment: EnvVar[];
    /** The files that RIG's variables name. */
    readonly files: Mount[];
    /** The ConfigMap and the Secret with the settings, as far as there are settings. */
    readonly objects: readonly (k8s.core.v1.ConfigMap | k8s.core.v1.Secret)[];
    /** Changes when the cookie does, and tells nothing about it. */
    readonly cookieFingerprint: pulumi.Output<string>;
}

/** What the configuration is made of beyond the arguments. */
interface ConfigurationParts {
    readonly cookie: ErlangCookie;
    /** Length of the fingerprints' key, as the state has it. */
    readonly keyLength: pulumi.Output<number>;
    /** The full name under which the nodes find each other. */
    readonly dnsName: pulumi.Output<string>;
    /** The Secret with the certificate, if `tls` asks for one. */
    readonly tlsSecret: string | undefined;
    /** Whether what must not get lost is protected from deletion. */
    readonly protect: boolean;
}

/** The pods' environment and files, with the objects that they come from. */
export function podConfiguration(
    scope: Scope,
    args: GatewayArgs,
    { cookie, keyLength, dnsName, tlsSecret, protect }: ConfigurationParts,
): PodConfiguration {
    const { settings, secretSettings } = settingsObjects(scope, args);
    const objects = {
        ...(settings && { settings: settings.metadata.name }),
        ...(secretSettings && { secretSettings: secretSettings.metadata.name }),
    };
    const variables = variableSources(args, tlsSecret);
    return {
        environment: environment({
            dnsName,
            cookie: cookie.secret,
            cpuLimit: args.resources?.limits?.cpu,
            variables,
            objects,
            defaults: brokerGroups(scope, args, keyLength, protect),
            extraEnv: withLiteralValues(args.extraEnv ?? {}),
        }),
        files: filesMount(variables, objects),
        objects: [...(settings ? [settings] : []), ...(secretSettings ? [secretSettings] : [])],
        cookieFingerprint: cookie.fingerprint,
    };
}

function settingsObjects(scope: Scope, args: GatewayArgs) {
    const catalogue = catalogueOf(args.image);
    const texts = (map: SettingsMap) =>
        Object.fromEntries(
            Object.entries(args[map] ?? {}).map(([name, value]) => [name, deferredText(map, name, value, catalogue)]),
        );
    const [settings, secretSettings] = [texts("settings"), texts("secretSettings")];
    const isEmpty = (map: object) => Object.keys(map).length === 0;
    return {
        settings: isEmpty(settings) ? undefined : settingsConfigMap(scope, settings),
        secretSettings: isEmpty(secretSettings) ? undefined : settingsSecret(scope, secretSettings),
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
