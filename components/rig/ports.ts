/**
 * The ports of a RIG pod. Those of the HTTP endpoints are RIG's defaults and the ports of the Services; a pod may listen
 * on others (see {@link httpPorts}).
 */
export const ports = {
    /** Public HTTP: proxy, SSE, WebSocket, long polling and `/_rig/*`. */
    public: 4000,
    /** Internal HTTP API, dashboard and metrics, without authentication. */
    admin: 4010,
    /** Public HTTPS, with a certificate only. */
    publicTls: 4001,
    /** Internal HTTPS, with a certificate only. */
    adminTls: 4011,
    /** RIG's second metrics server. No setting changes its port or turns it off. */
    metrics: 9568,
    /** The Erlang port mapper daemon, fixed by Erlang/OTP. */
    epmd: 4369,
    /**
     * The range for the Erlang distribution. RIG sets none. The release's own commands inherit the range and need a
     * port of their own, so a single port isn't enough. VerneMQ uses the same numbers.
     */
    distribution: { first: 9100, last: 9109 },
} as const;

/** Names of the container ports. Services and policies refer to ports by these names. */
export const portNames = {
    public: "proxy-http",
    admin: "internal-http",
    publicTls: "proxy-https",
    adminTls: "internal-https",
} as const;

/** A port between Erlang nodes. The prefix `tcp-` tells service meshes not to guess a protocol. */
export interface ClusterPort {
    readonly name: string;
    readonly port: number;
}

/** All ports between RIG's nodes: epmd's and the range of the Erlang distribution. */
export const clusterPorts: readonly ClusterPort[] = [
    { name: "tcp-epmd", port: ports.epmd },
    ...Array.from({ length: ports.distribution.last - ports.distribution.first + 1 }, (_, i) => ({
        name: `tcp-dist-${ports.distribution.first + i}`,
        port: ports.distribution.first + i,
    })),
];

/** The ports on which the HTTP endpoints of a pod listen; those for HTTPS only with a certificate. */
export interface HttpPorts {
    readonly public: number;
    readonly admin: number;
    readonly publicTls?: number;
    readonly adminTls?: number;
}

/** RIG's variables for the ports of its HTTP endpoints. */
export const httpPortVariables = {
    public: "INBOUND_PORT",
    admin: "API_HTTP_PORT",
    publicTls: "INBOUND_HTTPS_PORT",
    adminTls: "API_HTTPS_PORT",
} as const;

/**
 * The HTTP ports of a pod, from RIG's own variables.
 *
 * @param text RIG's own text of a variable, if it is set.
 * @param https Whether the gateway has a certificate.
 */
export function httpPorts(text: (name: string) => string | undefined, https: boolean): HttpPorts {
    const port = (endpoint: keyof HttpPorts) => Number(text(httpPortVariables[endpoint]) ?? ports[endpoint]);
    return {
        public: port("public"),
        admin: port("admin"),
        ...(https && { publicTls: port("publicTls"), adminTls: port("adminTls") }),
    };
}
