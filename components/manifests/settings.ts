import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { fingerprint, keyedFingerprint } from "../plan/fingerprint";
import { metadata, type Scope } from "../scope";

type Texts = Record<string, pulumi.Input<string>>;

/**
 * RIG's settings as an immutable ConfigMap whose name ends with a fingerprint of its content: other settings are another
 * object, so that the pods roll, and a pod of the old version that restarts meanwhile still finds the old settings.
 */
export function settingsConfigMap(scope: Scope, settings: Texts): k8s.core.v1.ConfigMap {
    const name = pulumi.all(settings).apply((texts) => `${scope.names.settings}-${fingerprint(texts)}`);
    return new k8s.core.v1.ConfigMap(
        `${scope.resourceName}-settings`,
        { metadata: metadata(scope, name), immutable: true, data: settings },
        scope.options,
    );
}

/**
 * RIG's secret settings as an immutable Secret, named like the ConfigMap with the settings, by a fingerprint that is
 * keyed: the name is public.
 */
export function settingsSecret(scope: Scope, settings: Texts, key: pulumi.Output<string>): k8s.core.v1.Secret {
    const texts = pulumi.secret(pulumi.all(settings));
    const name = pulumi.unsecret(
        pulumi.all([texts, key]).apply(([content, secretKey]) => {
            return `${scope.names.secretSettings}-${keyedFingerprint(secretKey, content)}`;
        }),
    );
    return new k8s.core.v1.Secret(
        `${scope.resourceName}-secret-settings`,
        {
            metadata: metadata(scope, name),
            immutable: true,
            type: "Opaque",
            data: texts.apply((content) =>
                Object.fromEntries(
                    Object.entries(content).map(([variable, text]) => [variable, Buffer.from(text).toString("base64")]),
                ),
            ),
        },
        scope.options,
    );
}
