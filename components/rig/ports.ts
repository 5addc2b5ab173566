/**
 * The port numbers of a RIG pod that are the same in every deployment. Those of the HTTP endpoints are RIG's defaults
 * and what the Services keep; a pod may listen elsewhere (see {@link httpPorts}).
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
    /** A second metrics server of RIG, which no setting moves or stops. */
    metrics: 9568,
    /** The Erlang port mapper daemon, fixed by Erlang/OTP. */
    epmd: 4369,
    /**
     * The range for Erlang distribution. RIG doesn't pin it; a single port would keep the release's own commands,
     * which inherit the setting, from starting. The numbers are the ones VerneMQ uses.
     */
    distribution: { first: 9100, last: 9109 },
} as const;

/** Names of the container ports: Services and policies refer to them, so that a number is decided in one place. */
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

/** Every port that RIG's nodes use to talk to each other: epmd and the distribution range. */
export const clusterPorts: readonly ClusterPort[] = [
    { name: "tcp-epmd", port: ports.epmd },
    ...Array.from({ length: ports.distribution.last - ports.distribution.first + 1 }, (_, i) => ({
        name: `tcp-dist-${ports.distribution.first + i}`,
        port: ports.distribution.first + i,
    })),
];

/** The ports on which the HTTP endpoints of a pod listen; those for HTTPS only when it has a certificate. */
export interface HttpPorts {
    readonly public: number;
    readonly admin: number;
    readonly publicTls?: number;
    readonly adminTls?: number;
}

/** RIG's variables that move its HTTP endpoints. */
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
 * @param https Whether there is a certificate.
 */
export function httpPorts(text: (name: string) => string | undefined, https: boolean): HttpPorts {
    const port = (endpoint: keyof HttpPorts) => Number(text(httpPortVariables[endpoint]) ?? ports[endpoint]);
    return {
        public: port("public"),
        admin: port("admin"),
        ...(https && { publicTls: port("publicTls"), adminTls: port("adminTls") }),
    };
}
