import { AdoptionStep } from "../components/args";
import type { Problem } from "../components/validation/problem";
import { type AdoptedObject, type AdoptedRole, type AdoptedObjects } from "./adoptedObjects";
import { objectProblem, unreadable, type DesiredState } from "../deployed/desiredState";
import { hasSpec } from "../kubernetes/managedFields";
import {
    removeRecordsCommand,
    releaseDetachment,
    rollbackAdvice,
    isKeptByHelm,
    sharedReleaseAdvice,
} from "./releaseDetachment";
import { existingGatewayProblems } from "./existingGateway";
import type { ClusterReader, FoundObject } from "../kubernetes/reader";
import {
    deploymentObstacles,
    headlessServiceObstacles,
    publicPortObstacles,
    publicServiceObstacles,
    selects,
} from "./importEligibility";
import { adoptionStatus } from "./status";

/** Problems that the cluster has with the configured step of the adoption. */
export async function adoptionStepProblems(
    reader: ClusterReader,
    desired: DesiredState,
    adopted: AdoptedObjects,
): Promise<Problem[]> {
    const roles = ["deployment", "service", "headlessService"] as const;
    const found = await Promise.all([
        ...roles.map((role) => adoptedObjectProblems(reader, desired, adopted, role, adopted.objects[role])),
        ...(desired.gateway.adopt === AdoptionStep.Import ? [existingGatewayProblems(reader, desired, adopted)] : []),
    ]);
    return [...found.flat(), ...releaseProblems(desired, adopted)];
}

async function adoptedObjectProblems(
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
        // An interrupted run may have deleted the Deployment without making it anew.
        if (role === "deployment" && isReplacementInterrupted(desired, adopted)) {
            return isImport
                ? problem("it was deleted after its import, and step replace makes it anew. Set adopt to replace.")
                : [];
        }
        return problem(
            `it doesn't exist, and adopt needs it. ${await namesInNamespace(reader, reference)}` +
                `Set its name with objectNames.${role} or name, and its namespace with namespace.`,
        );
    }
    const status = adoptionStatus(found, desired);
    if (typeof status === "object") {
        return problem(`it belongs to ${status.owner}, another stack of Pulumi's. First remove it from that stack.`);
    }
    if (status === "adopted") {
        return isImport
            ? problem(
                  "it is this gateway's already. If the adoption isn't finished, set adopt to replace, else remove adopt.",
              )
            : [];
    }
    if (status === "free" && !isImport) {
        return problem("it isn't imported yet. First: pulumi config set rig:adopt import, and pulumi up.");
    }
    return [
        ...(status === "free" ? importObstacles(role, found, adopted) : []),
        ...(isImport ? [] : replaceObstacles(role, found)),
        ...(role === "service"
            ? [
                  ...publicPortObstacles(found, reference, adopted.objects.deployment.found),
                  ...publicServiceObstacles(found, desired.gateway.serviceType),
              ]
            : []),
    ].flatMap(problem);
}

/** Why an object can't be imported: it isn't ready, or isn't a part of this RIG. */
function importObstacles(role: AdoptedRole, found: FoundObject, { objects: { deployment } }: AdoptedObjects): string[] {
    if (role === "deployment") {
        return deploymentObstacles(found);
    }
    return [
        ...(role === "headlessService" ? headlessServiceObstacles(found) : []),
        ...(typeof deployment.found === "object" && !selects(found, deployment.found)
            ? ["it doesn't select the pods of the Deployment that is adopted with it."]
            : []),
    ];
}

/** Field managers of Helm, and of tools that use Helm's library: `helm`, `helm-controller`, `terraform-provider-helm_…`. */
const helmManager = /helm/;

/** Why step replace can't go on: Helm has changed a Service since the import, and would own its fields. */
function replaceObstacles(role: AdoptedRole, { managedFields = [] }: FoundObject): string[] {
    return role !== "deployment" && managedFields.filter(hasSpec).some(({ manager = "" }) => helmManager.test(manager))
        ? [
              "Helm has changed it since step import, so step replace couldn't remove Helm's fields, such as the admin port. Run step import once more: pulumi config set rig:adopt import, and pulumi up.",
          ]
        : [];
}

/** Whether one of the Services is imported or adopted, so that the Deployment must have been imported with it. */
function isReplacementInterrupted(desired: DesiredState, { objects }: AdoptedObjects): boolean {
    return [objects.service, objects.headlessService].some(({ found }) => {
        const status = typeof found === "object" ? adoptionStatus(found, desired) : "free";
        return status === "imported" || status === "adopted";
    });
}

async function namesInNamespace(
    reader: ClusterReader,
    { apiVersion, kind, namespace }: AdoptedObject["reference"],
): Promise<string> {
    const all = await reader.findAll({ apiVersion, kind, namespace });
    return all === "forbidden"
        ? ""
        : `Namespace ${namespace} has: ${all.map(({ name }) => name).join(", ") || `no ${kind}`}. `;
}

/** While Helm has the release, an upgrade or an uninstall by habit would undo the adoption, or delete the Services. */
function releaseProblems({ gateway }: DesiredState, adopted: AdoptedObjects): Problem[] {
    const { release } = adopted;
    if (release === undefined || gateway.adopt !== AdoptionStep.Replace) {
        return [];
    }
    const { step, others } = releaseDetachment(release, adopted);
    const path = [`Helm release ${release.namespace}/${release.name}`];
    const problem = (advice: string) => [
        {
            path,
            message: `Helm still has it, and could change or delete the adopted objects. ${advice}`,
        },
    ];
    switch (step) {
        case "deleteRecords":
            return problem(
                `First let Helm forget it, which leaves every object in the cluster: ${removeRecordsCommand(release)}`,
            );
        case "upgradeWithoutRig":
            return problem(
                isKeptByHelm(adopted)
                    ? sharedReleaseAdvice(release, others)
                    : "It is more than RIG. First run step import once more (pulumi config set rig:adopt import, and pulumi up), which marks the adopted objects so that Helm keeps them.",
            );
        case "deleteOldRevisions":
            return [{ path, message: rollbackAdvice(release) }];
        case "none":
        case "unknown":
            return [];
    }
}
