/** Which kind of cert-manager's issuers is meant. */
export const IssuerKind = {
    /** One of the gateway's namespace. */
    Issuer: "Issuer",
    /** One for all namespaces. */
    ClusterIssuer: "ClusterIssuer",
} as const;
export type IssuerKind = (typeof IssuerKind)[keyof typeof IssuerKind];

/** An issuer of cert-manager. */
export interface IssuerArgs {
    /** Name of the issuer. */
    name: string;
    /** Kind of the issuer: `Issuer` or `ClusterIssuer`. Defaults to `Issuer`. */
    kind?: IssuerKind;
}

/**
 * The certificate for HTTPS on the ports 4001 and 4011, beside HTTP: an existing one, or one that cert-manager issues.
 * A renewed certificate is used within two minutes, without a restart.
 */
export interface TlsArgs {
    /** Name of an existing Secret of the type `kubernetes.io/tls` in the gateway's namespace. Defaults to none. */
    existingSecret?: string;
    /**
     * Issuer that is asked for a certificate; cert-manager has to be installed. Not together with `existingSecret`.
     * Defaults to none.
     */
    issuer?: IssuerArgs;
    /** DNS names of the issued certificate. Defaults to those of the public Service inside the cluster. */
    hosts?: string[];
}
