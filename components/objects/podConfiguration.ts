import * as pulumi from "@pulumi/pulumi";
import type { EnvSource } from "../args";
import { environment, literal, type EnvVar } from "../model/environment";
import { tlsSecretName } from "../model/tlsSecret";
import { variableSources } from "../model/variableSources";
import { oncePerGateway, type Build } from "./build";
import { consumerGroups } from "./consumerGroups";
import { erlangCookie } from "./cookie";
import { serviceHost } from "./endpoints";
import { fileVolumes, type MountedVolume } from "./fileVolume";

/** A pod's configuration. */
export interface PodConfiguration {
    readonly environment: EnvVar[];
    /** The files that RIG's variables name. */
    readonly files: MountedVolume[];
    /** A fingerprint that changes with the cookie and doesn't reveal it. */
    readonly cookieFingerprint: pulumi.Output<string>;
}

/** The pods' environment and files. */
export const podConfiguration = oncePerGateway((build: Build): PodConfiguration => {
    const { args, scope } = build;
    const cookie = erlangCookie(build);
    const [settings, secretSettings] = [build.get("settings"), build.get("secretSettings")];
    const objects = {
        ...(settings && { settings: settings.metadata.name }),
        ...(secretSettings && { secretSettings: secretSettings.metadata.name }),
    };
    const variables = variableSources(args, tlsSecretName(args, scope.names));
    return {
        environment: environment({
            dnsName: serviceHost(scope, args, scope.names.headlessService),
            cookie: cookie.secret,
            cpuLimit: args.resources?.limits?.cpu,
            variables,
            objects,
            defaults: consumerGroups(build),
            extraEnv: withLiteralValues(args.extraEnv ?? {}),
        }),
        files: fileVolumes(variables, objects),
        cookieFingerprint: cookie.fingerprint,
    };
});

function withLiteralValues(extraEnv: Readonly<Record<string, EnvSource>>): Record<string, EnvSource> {
    return Object.fromEntries(
        Object.entries(extraEnv).map(([name, source]) => [
            name,
            source.value === undefined ? source : { value: pulumi.output(source.value).apply(literal) },
        ]),
    );
}
