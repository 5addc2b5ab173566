import type { GatewayArgs } from "../../args";
import { egressVariables, impliedDestinations } from "../../model/egress";
import { isContainerPath } from "../../rig/valueTypes";
import { catalogueOf } from "../../rig/versions";
import { mayOpen, type PortRange } from "./egressRules";

/**
 * A warning when the pods can't reach what a variable names: a policy is public, so nothing follows from what is secret
 * or stands in an existing object, and what a file of the image says isn't known. RIG would run, and not say a word.
 * None about a variable to whose destinations rules of the user may open the way.
 */
export function hiddenDestinationsWarning(args: GatewayArgs): string | undefined {
    const { networkPolicy: { enabled = true, egressTo = [] } = {} } = args;
    const names = enabled
        ? egressVariables.filter((name) => !hiddenPorts(name, args).every((ports) => mayOpen(egressTo, ports)))
        : [];
    return names.length === 0
        ? undefined
        : `What ${names.join(" and ")} ${names.length === 1 ? "names" : "name"} can't be seen here, so no network policy opens the way to it. Name it in networkPolicy.egressTo.`;
}

/** The ports of the destinations that a variable names where no policy shows them. */
function hiddenPorts(
    name: string,
    { image, settings = {}, secretSettings = {}, settingsFrom = {} }: GatewayArgs,
): PortRange[] {
    const [plain, secret, jaegerPort] = [settings[name], secretSettings[name], settings.JAEGER_PORT];
    if (typeof secret === "string" && !isContainerPath(secret)) {
        const settingsWithPort = { [name]: secret, ...(typeof jaegerPort === "string" && { JAEGER_PORT: jaegerPort }) };
        return impliedDestinations(settingsWithPort, {}, catalogueOf(image)).map(({ protocol, port }) => ({
            protocol,
            first: port,
            last: port,
        }));
    }
    const isHidden =
        secret !== undefined ||
        settingsFrom[name] !== undefined ||
        (typeof plain === "string" && isContainerPath(plain));
    return isHidden ? [{ protocol: name === "JAEGER_HOST" ? "UDP" : "TCP", first: 1, last: 65535 }] : [];
}
