import { destination, urlDestinations } from "../destinations";
import { host } from "../valueTypes/hosts";
import { port } from "../valueTypes/numbers";
import { line } from "../valueTypes/texts";
import { collectorUrl } from "../valueTypes/urls";
import { variablesOf, type Requirement } from "./variable";

// Both tracers are missing in RIG's Operator's Guide.

const jaeger: Requirement = { variable: "JAEGER_HOST" };
const zipkin: Requirement = { variable: "ZIPKIN_ADDR" };

/** RIG's own default of `JAEGER_PORT`. */
const defaultJaegerPort = 6831;

/** RIG's variables of the group “Tracing”. */
export const tracingVariables = variablesOf("Tracing", {
    JAEGER_HOST: {
        type: host,
        default: "none: no tracing",
        description: "Jaeger agent",
        destinations: (host, { settings }) =>
            destination(host, Number(settings.JAEGER_PORT ?? defaultJaegerPort), "UDP"),
    },
    JAEGER_PORT: {
        type: port,
        default: String(defaultJaegerPort),
        description: "Its UDP port",
        requires: jaeger,
    },
    JAEGER_SERVICE_NAME: {
        type: line,
        default: "rig",
        description: "Name of the gateway in Jaeger",
        requires: jaeger,
    },
    ZIPKIN_ADDR: {
        type: collectorUrl,
        default: "none: no tracing",
        description: "Zipkin collector",
        secret: "possibly",
        destinations: urlDestinations,
    },
    ZIPKIN_SERVICE_NAME: {
        type: line,
        default: "rig",
        description: "Name of the gateway in Zipkin",
        requires: zipkin,
    },
});
