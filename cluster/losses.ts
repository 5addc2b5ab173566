import { groupVariables } from "../components/plan/groups";
import { variable } from "../components/settings/catalogue";
import { given } from "../components/settings/given";
import { isOwnedVariable } from "../components/settings/owned";
import type { Adoptees } from "./adoptees";
import { progress } from "./adoption";
import { differences } from "./differences";
import type { Expectation } from "./expectation";
import { objectList, podContainers, podSpec } from "./podSpec";
import type { FoundObject } from "./reader";
import { headlessServiceLosses, publicServiceLosses, userLosses } from "./serviceLosses";

/** RIG's chart sets it, and RIG reads no such variable. */
const ineffective = "PROMETHEUS_ENABLED";

/** What adopted objects have and the stack doesn't say; lines of text. It goes when they are replaced. */
export function losses(expectation: Expectation, adoptees: Adoptees): string[] {
    const { deployment, service, headlessService } = adoptees.objects;
    const isThere = (found: typeof service.found) =>
        typeof found === "object" && progress(found, expectation) !== "adopted" ? [found] : [];
    return [
        ...isThere(service.found).flatMap((found) => publicServiceLosses(found, expectation)),
        ...isThere(headlessService.found).flatMap((found) => headlessServiceLosses(found, expectation)),
        ...userLosses(adoptees, expectation),
        ...isThere(deployment.found).flatMap((found) => [
            ...differences(found, expectation),
            ...variableLosses(found, expectation.gateway),
        ]),
    ];
}

/** Variables that the pods have, other than at RIG's default, and that are set nowhere in the arguments. */
function variableLosses(deployment: FoundObject, args: Expectation["gateway"]): string[] {
    const { rig } = podContainers(podSpec(deployment));
    const names = objectList(rig.env).flatMap((each) => {
        const name = String(each.name);
        const isDefault = each.value === variable(name)?.default;
        const isSet = given(args).has(name) || Object.keys(args.extraEnv ?? {}).includes(name);
        // The gateway goes on in the groups that it finds.
        const isKept = groupVariables.includes(name) && each.valueFrom === undefined;
        return isKept || isDefault || isSet || isOwnedVariable(name) || name === ineffective ? [] : [name];
    });
    return names.length === 0 ? [] : [`The old pods have variables that are set nowhere here: ${names.join(", ")}.`];
}
