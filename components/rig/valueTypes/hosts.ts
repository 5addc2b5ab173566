import * as v from "valibot";
import { listOf } from "./lists";
import { port } from "./numbers";
import { anyScalar, pattern, valueType } from "./valueType";

const hostExpression =
    /^(?=.{1,253}$)[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?)*\.?$/;

/** Whether the text is a host name or an IPv4 address. */
export function isHost(text: string): boolean {
    return hostExpression.test(text);
}

/** A host name or an IPv4 address. */
export const host = pattern(hostExpression, "a host name or an IPv4 address");

const aroundColon = (value: string) => value.split(":").map((side) => side.trim());

function isHostAndPort(value: string): boolean {
    const [name = "", number = "", ...rest] = aroundColon(value);
    return rest.length === 0 && isHost(name) && v.is(port.text, number);
}

/** A host and a port. RIG splits the text at its only colon and ignores spaces. */
const hostAndPort = valueType(
    "text",
    "host:port, without a scheme and not an IPv6 address",
    isHostAndPort,
    anyScalar,
    (value) => {
        const [name = "", number = ""] = aroundColon(value);
        return `${name}:${v.parse(port.text, number)}`;
    },
);

/** Hosts with their ports. */
export const hostsAndPorts = listOf(hostAndPort, "a list of host:port, without schemes and IPv6 addresses");
