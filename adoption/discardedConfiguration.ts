import * as v from "valibot";
import { groupVariables } from "../components/model/consumerGroups";
import type { Catalogue } from "../components/rig/catalogue";
import { configuredVariables } from "../components/rig/configuredVariables";
import { catalogueOf } from "../components/rig/versions";
import type { AdoptedObjects } from "./adoptedObjects";
import { podDifferences } from "./podDifferences";
import type { DesiredState } from "../deployed/desiredState";
import { objectList, podContainers, podSpec } from "../kubernetes/podSpec";
import type { FoundObject } from "../kubernetes/reader";
import {
    discardedFromHeadlessService,
    discardedFromPublicService,
    affectedServiceUsers,
} from "./discardedFromServices";
import { adoptionStatus } from "./status";

/** RIG's chart sets it, and RIG reads no such variable. */
const withoutEffect = "PROMETHEUS_ENABLED";

/** Lines of text about what the adopted objects have, and lose in step replace because the stack doesn't configure it. */
export function discardedConfiguration(desired: DesiredState, adopted: AdoptedObjects): string[] {
    const { deployment, service, headlessService } = adopted.objects;
    const notYetAdopted = (found: typeof service.found) =>
        typeof found === "object" && adoptionStatus(found, desired) !== "adopted" ? [found] : [];
    return [
        ...notYetAdopted(service.found).flatMap((found) => discardedFromPublicService(found, desired)),
        ...notYetAdopted(headlessService.found).flatMap((found) => discardedFromHeadlessService(found, desired)),
        ...affectedServiceUsers(adopted, desired),
        ...notYetAdopted(deployment.found).flatMap((found) => [
            ...podDifferences(found, desired),
            ...discardedVariables(found, desired.gateway),
        ]),
    ];
}

/** Names the variables of the pods that the arguments don't set, apart from those with RIG's own default. */
function discardedVariables(deployment: FoundObject, args: DesiredState["gateway"]): string[] {
    const { rig } = podContainers(podSpec(deployment));
    const catalogue = catalogueOf(args.image);
    const names = objectList(rig.env).flatMap((each) => {
        const name = String(each.name);
        const isSet = configuredVariables(args).has(name) || Object.keys(args.extraEnv ?? {}).includes(name);
        // The gateway stays in the groups of the pods.
        const isKept = groupVariables.includes(name) && each.valueFrom === undefined;
        return isKept ||
            isDefault(catalogue, name, each.value) ||
            isSet ||
            catalogue.isReserved(name) ||
            name === withoutEffect
            ? []
            : [name];
    });
    return names.length === 0 ? [] : [`The old pods have variables that are set nowhere here: ${names.join(", ")}.`];
}

/** The remark in the catalogue by which a variable has no default. */
const noDefault = "none";

/** Whether RIG does the same without the variable. A default in the catalogue that is a remark, and no value, equals no value. */
function isDefault(catalogue: Catalogue, name: string, value: unknown): boolean {
    const row = catalogue.variable(name);
    if (row === undefined || row.default === noDefault) {
        return false;
    }
    const [standard, live] = [v.safeParse(row.type.text, row.default), v.safeParse(row.type.text, value)];
    return standard.success && live.success && standard.output === live.output;
}
