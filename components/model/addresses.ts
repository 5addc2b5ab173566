/** The cluster's DNS domain when the arguments name none: Kubernetes' own default. */
export const defaultClusterDomain = "cluster.local";

/** The DNS names of a Service inside the cluster, the full name first. */
export function serviceHostNames(service: string, namespace: string, clusterDomain = defaultClusterDomain): string[] {
    const short = [`${service}.${namespace}.svc`, `${service}.${namespace}`, service];
    return [serviceDnsName(service, namespace, clusterDomain), ...short];
}

/**
 * The full DNS name of a Service. RIG's resolver uses no search list: with a shorter name it finds no peers and reports no
 * error.
 */
export function serviceDnsName(service: string, namespace: string, clusterDomain: string): string {
    return `${service}.${namespace}.svc.${clusterDomain}`;
}

/** The protocol of an endpoint. */
export type Scheme = "http" | "https";

/** A URL without a trailing slash; brackets enclose an IPv6 address. */
export function endpointUrl(scheme: Scheme, host: string, port: number): string {
    return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
