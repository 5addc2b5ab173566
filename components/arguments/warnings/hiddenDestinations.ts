import type { GatewayArgs } from "../../args";
import { egressVariables, impliedDestinations } from "../../model/egress";
import { isContainerPath } from "../../rig/valueTypes";
import { catalogueOf } from "../../rig/versions";

/**
 * A warning when the pods can't reach what a variable names: a policy is public, so nothing follows from what is secret
 * or stands in an existing object, and what a file of the image says isn't known. RIG would run, and not say a word.
 * None when the user has named destinations.
 */
export function hiddenDestinationsWarning(args: GatewayArgs): string | undefined {
    const { networkPolicy: { enabled = true, egressTo = [] } = {} } = args;
    const names = enabled && egressTo.length === 0 ? unseen(args) : [];
    return names.length === 0
        ? undefined
        : `What ${names.join(" and ")} ${names.length === 1 ? "names" : "name"} can't be seen here, so no network policy opens the way to it. Name it in networkPolicy.egressTo.`;
}

/** The variables that name a destination where nobody sees it, as far as that is known. */
function unseen({ image, settings = {}, secretSettings = {}, settingsFrom = {} }: GatewayArgs): string[] {
    return egressVariables.filter((name) => {
        const [plain, secret] = [settings[name], secretSettings[name]];
        return (
            settingsFrom[name] !== undefined ||
            (typeof plain === "string" && isContainerPath(plain)) ||
            (typeof secret === "string"
                ? isContainerPath(secret) || impliedDestinations({ [name]: secret }, {}, catalogueOf(image)).length > 0
                : secret !== undefined)
        );
    });
}
