import type { EgressPort, EgressRule } from "../../args";
import type { Destination } from "../../model/egress";

/** Ports of a protocol, from the first to the last. */
export interface PortRange {
    readonly protocol: Destination["protocol"];
    readonly first: number;
    readonly last: number;
}

/**
 * Whether a rule may open one of the ports. Only ports are compared: whether peers select a destination, which port a name
 * stands for and what a value will be can't be known here, so each of them may fit.
 */
export function mayOpen(rules: readonly EgressRule[], range: PortRange): boolean {
    return rules.some(({ ports = [] }) => ports.length === 0 || ports.some((port) => mayBeIn(port, range)));
}

function mayBeIn({ protocol = "TCP", port, endPort }: EgressPort, range: PortRange): boolean {
    if (typeof protocol === "string" && protocol !== range.protocol) {
        return false;
    }
    if (typeof port !== "string" || !/^\d+$/.test(port)) {
        return true;
    }
    const last = typeof endPort === "number" ? endPort : endPort === undefined ? Number(port) : Infinity;
    return Number(port) <= range.last && last >= range.first;
}
