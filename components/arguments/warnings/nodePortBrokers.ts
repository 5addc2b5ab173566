import type { GatewayArgs } from "../../args";
import { impliedDestinations } from "../../model/egress";
import { mayOpen } from "./egressRules";

/** Kubernetes' default range. */
const [first, last] = [30000, 32767];

/**
 * A warning when Kafka is reached by a node port: each broker then announces one of its own, which RIG learns only from
 * the first, and no network policy opens it. None when a rule of the user may open such ports.
 */
export function nodePortBrokersWarning({
    settings = {},
    networkPolicy: { enabled = true, egressTo = [] } = {},
}: GatewayArgs): string | undefined {
    const brokers = settings.KAFKA_BROKERS;
    const ports =
        typeof brokers === "string" ? impliedDestinations({ KAFKA_BROKERS: brokers }).map(({ port }) => port) : [];
    const nodePort = ports.find((port) => port >= first && port <= last);
    return enabled && nodePort !== undefined && !mayOpen(egressTo, { protocol: "TCP", first, last })
        ? `KAFKA_BROKERS names the port ${nodePort}, which looks like a node port. Where each broker announces a port of its own, as with Strimzi's listeners of the type nodeport, the network policy closes the others. Name them in networkPolicy.egressTo.`
        : undefined;
}
