import { AdoptionStep } from "../components/args";
import { instanceLabelKey } from "../components/model/labels";
import type { Problem } from "../components/validation/problem";
import { adoptionLabel, type AdoptedObject, type AdoptedRole, type AdoptedObjects } from "./adoptedObjects";
import { isByPulumi, objectProblem, ownInstance, unreadable, type DesiredState } from "../deployed/desiredState";
import { hasSpec } from "../kubernetes/managedFields";
import { removeRecordsCommand, helmRemoval, historyAdvice, isKept, partAdvice } from "./helmRemoval";
import { existingGatewayProblems } from "./existingGateway";
import type { ClusterReader, FoundObject } from "../kubernetes/reader";
import {
    deploymentMessages,
    headlessServiceMessages,
    publicPortMessages,
    publicServiceMessages,
    selects,
} from "./eligibility";

/** How far the adoption of an object by a gateway has come, or whose it is. */
type Progress = "free" | "imported" | "adopted" | { readonly owner: string };

/** How far the adoption of what was found has come. */
export function progress(found: FoundObject, desired: DesiredState): Progress {
    const own = ownInstance(desired);
    const instance = found.labels[instanceLabelKey] ?? "";
    if (instance === own) {
        return "adopted";
    }
    const importer = found.labels[adoptionLabel];
    if (importer === undefined) {
        return isByPulumi(found) ? { owner: instance } : "free";
    }
    return importer === own ? "imported" : { owner: importer };
}

/** Problems of the step of an adoption that is asked for, as the cluster is. */
export async function adoptionStepProblems(
    reader: ClusterReader,
    desired: DesiredState,
    adopted: AdoptedObjects,
): Promise<Problem[]> {
    const roles = ["deployment", "service", "headlessService"] as const;
    const found = await Promise.all([
        ...roles.map((role) => adopteeProblems(reader, desired, adopted, role, adopted.objects[role])),
        ...(desired.gateway.adopt === AdoptionStep.Import ? [existingGatewayProblems(reader, desired, adopted)] : []),
    ]);
    return [...found.flat(), ...recordProblems(desired, adopted)];
}

async function adopteeProblems(
    reader: ClusterReader,
    desired: DesiredState,
    adopted: AdoptedObjects,
    role: AdoptedRole,
    { reference, found }: AdoptedObject,
): Promise<Problem[]> {
    const problem = (message: string) => [objectProblem(reference, message)];
    if (found === "forbidden") {
        return problem(`${unreadable} Whether it can be adopted can't be checked.`);
    }
    const isImport = desired.gateway.adopt === AdoptionStep.Import;
    if (found === "absent") {
        // An interrupted run may have deleted the Deployment and not made it anew.
        if (role === "deployment" && isReplacing(desired, adopted)) {
            return isImport
                ? problem("it was deleted after its import, and step replace makes it anew. Set adopt to replace.")
                : [];
        }
        return problem(
            `it doesn't exist, and adopt says that it does. ${await existing(reader, reference)}` +
                `Say its name with objectNames.${role} or name, and where it is with namespace.`,
        );
    }
    const state = progress(found, desired);
    if (typeof state === "object") {
        return problem(`it belongs to ${state.owner}, another stack of Pulumi's, which has to give it up first.`);
    }
    if (state === "adopted") {
        return isImport
            ? problem(
                  "it is this gateway's already. Set adopt to replace if the adoption isn't finished, else remove it.",
              )
            : [];
    }
    if (state === "free" && !isImport) {
        return problem("it isn't imported yet. First: pulumi config set rig:adopt import, and pulumi up.");
    }
    return [
        ...(state === "free" ? importMessages(role, found, adopted) : []),
        ...(isImport ? [] : replaceMessages(role, found)),
        ...(role === "service"
            ? [
                  ...publicPortMessages(found, reference, adopted.objects.deployment.found),
                  ...publicServiceMessages(found, desired.gateway.serviceType),
              ]
            : []),
    ].flatMap(problem);
}

/** What is in the way of importing an object, which shouldn't be a mistake, and has to be in order. */
function importMessages(role: AdoptedRole, found: FoundObject, { objects: { deployment } }: AdoptedObjects): string[] {
    if (role === "deployment") {
        return deploymentMessages(found);
    }
    return [
        ...(role === "headlessService" ? headlessServiceMessages(found) : []),
        ...(typeof deployment.found === "object" && !selects(found, deployment.found)
            ? ["it doesn't select the pods of the Deployment that is adopted with it."]
            : []),
    ];
}

/** Field managers of Helm, and of what installs with its library: `helm`, `helm-controller`, `terraform-provider-helm_…`. */
const helmManager = /helm/;

/** What Helm has changed since the import, it would keep. */
function replaceMessages(role: AdoptedRole, { managedFields = [] }: FoundObject): string[] {
    return role !== "deployment" && managedFields.filter(hasSpec).some(({ manager = "" }) => helmManager.test(manager))
        ? [
              "Helm has changed it since step import, and what Helm has would stay, such as the admin port. Run step import once more, which hands it over: pulumi config set rig:adopt import, and pulumi up.",
          ]
        : [];
}

/** Whether one of the Services is imported or adopted: the Deployment was imported with it. */
function isReplacing(desired: DesiredState, { objects }: AdoptedObjects): boolean {
    return [objects.service, objects.headlessService].some(({ found }) => {
        const state = typeof found === "object" ? progress(found, desired) : "free";
        return state === "imported" || state === "adopted";
    });
}

async function existing(
    reader: ClusterReader,
    { apiVersion, kind, namespace }: AdoptedObject["reference"],
): Promise<string> {
    const all = await reader.findAll({ apiVersion, kind, namespace });
    return all === "forbidden"
        ? ""
        : `In namespace ${namespace} there is: ${all.map(({ name }) => name).join(", ") || `no ${kind}`}. `;
}

/** As long as Helm has the release, an upgrade or an uninstall by habit would undo the adoption, or delete the Services. */
function recordProblems({ gateway }: DesiredState, adopted: AdoptedObjects): Problem[] {
    const { release } = adopted;
    if (release === undefined || gateway.adopt !== AdoptionStep.Replace) {
        return [];
    }
    const { way, others } = helmRemoval(release, adopted);
    const path = [`Helm release ${release.namespace}/${release.name}`];
    const problem = (advice: string) => [
        {
            path,
            message: `Helm still has it, and could change or delete what is adopted. ${advice}`,
        },
    ];
    switch (way) {
        case "release":
            return problem(
                `First let Helm forget it, which leaves every object where it is: ${removeRecordsCommand(release)}`,
            );
        case "part":
            return problem(
                isKept(adopted)
                    ? partAdvice(release, others)
                    : "It is more than RIG. First run step import once more (pulumi config set rig:adopt import, and pulumi up), which marks what is adopted so that Helm keeps it.",
            );
        case "history":
            return [{ path, message: historyAdvice(release) }];
        case "done":
        case "unknown":
            return [];
    }
}
