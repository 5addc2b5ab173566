import * as k8s from "@pulumi/kubernetes";
import { IssuerKind } from "../args";
import { serviceHostNames } from "../model/addresses";
import { deployTimeout } from "../model/rollout";
import type { Build } from "./build";
import { metadata } from "./scope";

/**
 * A certificate that cert-manager issues, renews and keeps in a Secret of the same name; the Secret stays when the
 * certificate is deleted. Pulumi waits until cert-manager has issued it.
 */
export function certificate(build: Build): k8s.apiextensions.CustomResource {
    const { scope, args } = build;
    const { name, options } = build.resource("certificate");
    const { issuer, hosts } = args.tls ?? {};
    const timeout = `${deployTimeout(args)}s`;
    return new k8s.apiextensions.CustomResource(
        name,
        {
            apiVersion: "cert-manager.io/v1",
            kind: "Certificate",
            metadata: metadata(scope, scope.names.certificate, { "pulumi.com/waitFor": "condition=Ready" }),
            spec: {
                secretName: scope.names.certificate,
                dnsNames:
                    hosts ??
                    scope.namespace.apply((namespace) =>
                        serviceHostNames(scope.names.publicService, namespace, args.clusterDomain),
                    ),
                issuerRef: {
                    name: issuer?.name,
                    kind: issuer?.kind ?? IssuerKind.Issuer,
                    group: "cert-manager.io",
                },
            },
        },
        { ...options, customTimeouts: { create: timeout, update: timeout } },
    );
}
