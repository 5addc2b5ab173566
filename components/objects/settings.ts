import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope";
import { generatedName } from "./generatedName";

/** What the resource of the Secret with the settings is called, after the component's name. */
export const secretSettingsResource = "secret-settings";

type Texts = Record<string, pulumi.Input<string>>;

/**
 * RIG's settings as an immutable ConfigMap: other settings are another object, so that the pods roll, and a pod of the
 * old version that restarts meanwhile still finds the old settings.
 */
export function settingsConfigMap(scope: Scope, settings: Texts): k8s.core.v1.ConfigMap {
    const { metadata, options } = generatedName(scope, scope.names.settings);
    return new k8s.core.v1.ConfigMap(
        `${scope.resourceName}-settings`,
        { metadata, immutable: true, data: settings },
        options,
    );
}

/** RIG's secret settings as an immutable Secret, replaced like the ConfigMap with the settings. */
export function settingsSecret(scope: Scope, settings: Texts): k8s.core.v1.Secret {
    const { metadata, options } = generatedName(scope, scope.names.secretSettings);
    return new k8s.core.v1.Secret(
        `${scope.resourceName}-${secretSettingsResource}`,
        {
            metadata,
            immutable: true,
            type: "Opaque",
            data: pulumi
                .secret(pulumi.all(settings))
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
