import * as v from "valibot";
import { list, object, oneOf, refusal, wholeNumber } from "../primitives";
import { labelSelector } from "./labels";
import { cidr, isStrictlyWithin } from "./cidr";

const ipBlock = v.pipe(
    object({ cidr, except: v.optional(list(cidr, "ranges")) }),
    v.check(
        (block) => (block.except ?? []).every((range) => isStrictlyWithin(range, block.cidr)),
        "every range under except has to be a smaller part of cidr.",
    ),
);

/** A NetworkPolicyPeer. */
export const networkPolicyPeer = v.pipe(
    object({
        ipBlock: v.optional(ipBlock),
        namespaceSelector: v.optional(labelSelector),
        podSelector: v.optional(labelSelector),
    }),
    v.check(
        (peer) =>
            (peer.ipBlock === undefined) !== (peer.namespaceSelector === undefined && peer.podSelector === undefined),
        "a peer is either an ipBlock, or a namespaceSelector, a podSelector or both.",
    ),
);

/** A TCP or UDP port. */
export const portNumber = wholeNumber(1, 65535);

/** A port's number, as a text, too; or its name. */
function isPolicyPort(port: string | number): boolean {
    return typeof port === "number" || /^\d+$/.test(port)
        ? v.is(portNumber, Number(port))
        : /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9](-?[a-z0-9])*$/.test(port);
}

const portRefusal = refusal("a port's number from 1 to 65535, or its name");

const policyPort = v.pipe(
    v.union([v.string(), v.number()], portRefusal),
    v.check(isPolicyPort, portRefusal),
    v.transform(String),
);

/** A port of a NetworkPolicy, with its number as a text, too. */
const networkPolicyPort = v.pipe(
    object({
        protocol: v.optional(oneOf(["TCP", "UDP", "SCTP"])),
        port: v.optional(policyPort),
        endPort: v.optional(portNumber),
    }),
    v.check(
        ({ port, endPort }) => endPort === undefined || (port !== undefined && endPort >= Number(port)),
        "endPort needs a port number that is not above it.",
    ),
);

/** Peers of a policy. */
export const networkPolicyPeers = list(networkPolicyPeer, "NetworkPolicy peers");

/** An egress rule of a NetworkPolicy. */
export const networkPolicyEgressRule = object({
    to: v.optional(networkPolicyPeers),
    ports: v.optional(list(networkPolicyPort, "NetworkPolicy ports")),
});
