import { proxyDestinations } from "../destinations";
import { readExtractors } from "../documents/extractors";
import { readApis } from "../documents/proxyConfig";
import { document } from "../valueTypes/files";
import { milliseconds } from "../valueTypes/numbers";
import { variablesOf } from "./variable";

/** RIG's variables of the group “Events and APIs”. */
export const documentVariables = variablesOf("Events and APIs", {
    EXTRACTORS: {
        type: document("the fields of event types", readExtractors),
        default: "none",
        description: "Fields of events that subscriptions may filter by, per event type",
    },
    PROXY_CONFIG_FILE: {
        type: document("a list of API definitions", readApis),
        default: "none",
        description: "API definitions that the proxy starts with",
        secret: "possibly",
        destinations: proxyDestinations,
    },
    PROXY_RECV_TIMEOUT: {
        type: milliseconds,
        default: "5000",
        description: "How long a proxied request waits for its response",
    },
    PROXY_HTTP_ASYNC_RESPONSE_TIMEOUT: {
        type: milliseconds,
        default: "5000",
        description: "How long a proxied request waits for a response that is sent to RIG later, by HTTP",
    },
});
