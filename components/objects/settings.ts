import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { deferredText } from "../rig/deferredText";
import type { SettingsMap } from "../rig/variableSchema";
import { catalogueOf } from "../rig/versions";
import type { Build } from "./build";
import { generatedName } from "./generatedName";

/** Whether one of RIG's variables is set by its text in this map. */
export function hasSettings(args: Pick<GatewayArgs, SettingsMap>, map: SettingsMap): boolean {
    return Object.keys(args[map] ?? {}).length > 0;
}

/**
 * RIG's settings as an immutable ConfigMap: other settings are another object, so that the pods roll, and a pod of the
 * old version that restarts meanwhile still finds the old settings.
 */
export function settingsConfigMap(build: Build): k8s.core.v1.ConfigMap {
    const { name, metadata, options } = generatedName(build, "settings", build.scope.names.settings);
    return new k8s.core.v1.ConfigMap(name, { metadata, immutable: true, data: texts(build.args, "settings") }, options);
}

/** RIG's secret settings as an immutable Secret, replaced like the ConfigMap with the settings. */
export function settingsSecret(build: Build): k8s.core.v1.Secret {
    const { name, metadata, options } = generatedName(build, "secretSettings", build.scope.names.secretSettings);
    return new k8s.core.v1.Secret(
        name,
        {
            metadata,
            immutable: true,
            type: "Opaque",
            data: pulumi
                .secret(pulumi.all(texts(build.args, "secretSettings")))
                .apply((content) =>
                    Object.fromEntries(
                        Object.entries(content).map(([variable, text]) => [
                            variable,
                            Buffer.from(text).toString("base64"),
                        ]),
                    ),
                ),
        },
        options,
    );
}

function texts(args: GatewayArgs, map: SettingsMap): Record<string, pulumi.Input<string>> {
    const catalogue = catalogueOf(args.image);
    return Object.fromEntries(
        Object.entries(args[map] ?? {}).map(([name, value]) => [name, deferredText(map, name, value, catalogue)]),
    );
}
