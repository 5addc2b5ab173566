import type * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { certificate } from "./certificate";
import { serviceHostNames } from "../model/addresses";
import type { Scope } from "./scope";

/** The Secret with a gateway's certificate. */
export interface TlsSecret {
    readonly name: string;
    /** What puts the certificate there, if the gateway asks for one. */
    readonly certificate?: pulumi.Resource;
}

/**
 * The Secret with the certificate that `tls` names or asks for.
 *
 * @param timeout Seconds to wait for a certificate.
 */
export function tlsSecret(scope: Scope, { tls, clusterDomain }: GatewayArgs, timeout: number): TlsSecret | undefined {
    if (tls?.issuer === undefined) {
        return tls?.existingSecret === undefined ? undefined : { name: tls.existingSecret };
    }
    const hosts =
        tls.hosts ??
        scope.namespace.apply((namespace) => serviceHostNames(scope.names.publicService, namespace, clusterDomain));
    return {
        name: scope.names.certificate,
        certificate: certificate(scope, tls.issuer, hosts, timeout),
    };
}
