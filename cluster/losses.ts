import { groupVariables } from "../components/plan/groups";
import { ports } from "../components/plan/ports";
import { variable } from "../components/settings/catalogue";
import { given } from "../components/settings/given";
import { isOwnedVariable } from "../components/settings/owned";
import type { Adoptees } from "./adoptees";
import { progress } from "./adoption";
import { differences } from "./differences";
import { expectedNames, type Expectation } from "./expectation";
import { objectList, podContainers, podSpec } from "./podSpec";
import type { FoundObject } from "./reader";
import { portNumbers } from "./resemblance";

/** Annotations that say nothing to anyone but the tool that made the object. */
const toolAnnotations =
    /^(kubectl\.kubernetes\.io\/last-applied-configuration$|meta\.helm\.sh\/|deployment\.kubernetes\.io\/)/;

/** RIG's chart sets it, and RIG reads no such variable. */
const ineffective = "PROMETHEUS_ENABLED";

/** What adopted objects have and the stack doesn't say; lines of text. It goes when they are replaced. */
export function losses(expectation: Expectation, { objects: { deployment, service } }: Adoptees): string[] {
    const isThere = (found: typeof service.found) =>
        typeof found === "object" && progress(found, expectation) !== "adopted" ? [found] : [];
    return [
        ...isThere(service.found).flatMap((found) => [
            ...portLosses(found, expectation),
            ...annotationLosses(found, expectation.gateway),
        ]),
        ...isThere(deployment.found).flatMap((found) => [
            ...differences(found, expectation),
            ...variableLosses(found, expectation.gateway),
        ]),
    ];
}

function portLosses(service: FoundObject, expectation: Expectation): string[] {
    const staying = [ports.public, ...(given(expectation.gateway).has("HTTPS_CERTFILE") ? [ports.publicTls] : [])];
    const gone = portNumbers(service).filter((port) => !staying.some((each) => each === port));
    return gone.length === 0
        ? []
        : [
              `Gone after step replace: the ports ${gone.join(", ")} of the public Service. The admin port is then on Service ${expectedNames(expectation).adminService}.`,
          ];
}

function annotationLosses({ annotations = {} }: FoundObject, args: Expectation["gateway"]): string[] {
    const names = Object.entries(annotations)
        .filter(([key, text]) => !toolAnnotations.test(key) && args.serviceAnnotations?.[key] !== text)
        .map(([key]) => key);
    return names.length === 0
        ? []
        : [
              `Gone after step replace, if kubectl or Helm made them: the annotations ${names.join(", ")} of the public Service. To keep them: serviceAnnotations.`,
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
