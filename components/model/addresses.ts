/** The cluster's DNS domain when none is given: Kubernetes' own default. */
export const defaultClusterDomain = "cluster.local";

/** The names under which a Service is found inside the cluster, the full one first. */
export function serviceHostNames(service: string, namespace: string, clusterDomain = defaultClusterDomain): string[] {
    const short = [`${service}.${namespace}.svc`, `${service}.${namespace}`, service];
    return [serviceDnsName(service, namespace, clusterDomain), ...short];
}

/**
 * The full DNS name of a Service. RIG's resolver knows no search list, so that anything shorter finds no peers, and
 * says so nowhere.
 */
export function serviceDnsName(service: string, namespace: string, clusterDomain: string): string {
    return `${service}.${namespace}.svc.${clusterDomain}`;
}

/** How an endpoint is spoken to. */
export type Scheme = "http" | "https";

/** A URL without trailing slash; an IPv6 address gets its brackets. */
export function endpointUrl(scheme: Scheme, host: string, port: number): string {
    return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
