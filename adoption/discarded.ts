import { groupVariables } from "../components/model/consumerGroups";
import { configuredVariables } from "../components/rig/configuredVariables";
import { catalogueOf } from "../components/rig/versions";
import type { AdoptedObjects } from "./adoptedObjects";
import { progress } from "./progress";
import { podDifferences } from "./podDifferences";
import type { DesiredState } from "../deployed/desiredState";
import { objectList, podContainers, podSpec } from "../kubernetes/podSpec";
import type { FoundObject } from "../kubernetes/reader";
import {
    discardedFromHeadlessService,
    discardedFromPublicService,
    affectedServiceUsers,
} from "./discardedFromServices";

/** RIG's chart sets it, and RIG reads no such variable. */
const ineffective = "PROMETHEUS_ENABLED";

/** What adopted objects have and the stack doesn't say; lines of text. It goes when they are replaced. */
export function discardedConfiguration(desired: DesiredState, adopted: AdoptedObjects): string[] {
    const { deployment, service, headlessService } = adopted.objects;
    const isThere = (found: typeof service.found) =>
        typeof found === "object" && progress(found, desired) !== "adopted" ? [found] : [];
    return [
        ...isThere(service.found).flatMap((found) => discardedFromPublicService(found, desired)),
        ...isThere(headlessService.found).flatMap((found) => discardedFromHeadlessService(found, desired)),
        ...affectedServiceUsers(adopted, desired),
        ...isThere(deployment.found).flatMap((found) => [
            ...podDifferences(found, desired),
            ...variableLosses(found, desired.gateway),
        ]),
    ];
}

/** Variables that the pods have, other than at RIG's default, and that are set nowhere in the arguments. */
function variableLosses(deployment: FoundObject, args: DesiredState["gateway"]): string[] {
    const { rig } = podContainers(podSpec(deployment));
    const { isReserved, variable } = catalogueOf(args.image);
    const names = objectList(rig.env).flatMap((each) => {
        const name = String(each.name);
        const isDefault = each.value === variable(name)?.default;
        const isSet = configuredVariables(args).has(name) || Object.keys(args.extraEnv ?? {}).includes(name);
        // The gateway goes on in the groups that it finds.
        const isKept = groupVariables.includes(name) && each.valueFrom === undefined;
        return isKept || isDefault || isSet || isReserved(name) || name === ineffective ? [] : [name];
    });
    return names.length === 0 ? [] : [`The old pods have variables that are set nowhere here: ${names.join(", ")}.`];
}
