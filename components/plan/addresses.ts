/**
 * The full DNS name of a Service. RIG's resolver knows no search list, so that anything shorter finds no peers, and
 * says so nowhere.
 */
export function serviceDnsName(service: string, namespace: string, clusterDomain: string): string {
    return `${service}.${namespace}.svc.${clusterDomain}`;
}

/** An HTTP URL without trailing slash; an IPv6 address gets its brackets. */
export function httpUrl(host: string, port: number): string {
    return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
