import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { IssuerKind, type IssuerArgs } from "../args";
import { metadata, type Scope } from "./scope";

/**
 * A certificate that cert-manager issues, renews and keeps in a Secret of the same name; the Secret stays when the
 * certificate is deleted. Pulumi waits until it has been issued.
 *
 * @param hosts Its DNS names.
 * @param timeout Seconds to wait.
 */
export function certificate(
    scope: Scope,
    issuer: IssuerArgs,
    hosts: pulumi.Input<string[]>,
    timeout: number,
): k8s.apiextensions.CustomResource {
    return new k8s.apiextensions.CustomResource(
        `${scope.resourceName}-certificate`,
        {
            apiVersion: "cert-manager.io/v1",
            kind: "Certificate",
            metadata: metadata(scope, scope.names.certificate, { "pulumi.com/waitFor": "condition=Ready" }),
            spec: {
                secretName: scope.names.certificate,
                dnsNames: hosts,
                issuerRef: { name: issuer.name, kind: issuer.kind ?? IssuerKind.Issuer, group: "cert-manager.io" },
            },
        },
        { ...scope.options, customTimeouts: { create: `${timeout}s`, update: `${timeout}s` } },
    );
}
