import { ports } from "../ports";
import { host } from "../valueTypes/hosts";
import { listenPort, number } from "../valueTypes/numbers";
import { origin } from "../valueTypes/urls";
import { variablesOf } from "./variable";

/** RIG's variables of the group “HTTP”. */
export const httpVariables = variablesOf("HTTP", {
    INBOUND_PORT: {
        type: listenPort,
        default: String(ports.public),
        description: "Port of the pods for the proxy, SSE, WebSocket and long polling; the Service's port stays 4000",
    },
    API_HTTP_PORT: {
        type: listenPort,
        default: String(ports.admin),
        description: "Port of the pods for the internal API, dashboard and metrics; the Service's port stays 4010",
    },
    HOST: {
        type: host,
        default: "localhost",
        description: "Host name of the HTTP endpoints",
    },
    CORS: {
        type: origin,
        default: "*",
        description: "Access-Control-Allow-Origin of the public port",
    },
    MAX_CONNECTIONS_PER_MINUTE: {
        type: number(1, undefined, "per minute"),
        default: "5000",
        description: "New SSE, WebSocket and long polling connections that a pod takes",
    },
});
