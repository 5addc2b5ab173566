import { adoptionLabel, adoptionStepProblems, nameConflictAdvice, type AdoptedObjects } from "../adoption";
import { Method } from "../components/args";
import { hasDisruptionBudget } from "../components/model/disruptionBudget";
import { instanceLabelKey, managerLabelKey } from "../components/model/labels";
import { plannedObjects, type PlannedObject } from "../components/objects/registry";
import type { Problem } from "../components/validation/problem";
import { type DesiredState, desiredNames, isByPulumi, ownInstance, title } from "../deployed/desiredState";
import type { ClusterReader, Lookup, ObjectReference } from "../kubernetes/reader";
import { foreignObjectProblems } from "./foreignObjects";

/**
 * Problems of objects under the gateway's names that belong to someone else, or were made by the other method.
 *
 * @param adopted The adopted objects, during an adoption.
 */
export async function ownershipProblems(
    reader: ClusterReader,
    desired: DesiredState,
    adopted: AdoptedObjects | undefined,
): Promise<Problem[]> {
    const { gateway, namespace } = desired;
    const planned = plannedObjects(desiredNames(desired), {
        ownCookie: gateway.cookie?.existingSecret === undefined,
        disruptionBudget: hasDisruptionBudget(gateway),
        autoscaler: gateway.autoscaling !== undefined,
        networkPolicies: gateway.networkPolicy?.enabled ?? true,
        certificate: gateway.tls?.issuer !== undefined,
        clusterCheck: gateway.clusterCheck ?? false,
    });
    const others = adopted === undefined ? planned : planned.filter((object) => !isAdoptable(object, desired));
    const problems = await Promise.all(
        others.map(async (object) => {
            const reference = { ...object, namespace };
            const found = await reader.find(reference);
            return [
                ...foreignObjectProblems(reference, found, desired, conflictAdvice(object, found, desired, adopted)),
                ...(isAdoptable(object, desired) ? otherMethodProblems(reference, found, desired) : []),
            ];
        }),
    );
    const adoption = adopted === undefined ? [] : await adoptionStepProblems(reader, desired, adopted);
    return [...adoption, ...problems.flat()];
}

/** What to do about an object that exists already. */
function conflictAdvice(
    object: PlannedObject,
    found: Lookup,
    desired: DesiredState,
    adopted: AdoptedObjects | undefined,
): string {
    if (adopted !== undefined && !isAdoptable(object, desired) && typeof found === "object") {
        return nameConflictAdvice(object, adopted);
    }
    const another = "Choose another name or namespace for this stack";
    if (typeof found === "string" || !isAdoptable(object, desired) || isByPulumi(found)) {
        return `${another}.`;
    }
    return found.labels[adoptionLabel] === ownInstance(desired)
        ? "It is imported, and its adoption isn't finished: set adopt to replace (docs/adoption.md)."
        : `${another}, or bring it under this stack: docs/adoption.md.`;
}

/** Whether it is the Deployment or one of its two Services, which an adoption takes over, and which Helm makes with method helm. */
function isAdoptable({ kind, name }: PlannedObject, desired: DesiredState): boolean {
    const { deployment, publicService, headlessService } = desiredNames(desired);
    return kind === "Deployment"
        ? name === deployment
        : kind === "Service" && [publicService, headlessService].includes(name);
}

/**
 * A problem when the object is this gateway's and was made by the other method: Helm refuses objects that it doesn't own,
 * and with the release it would delete objects that Pulumi has just taken over.
 */
function otherMethodProblems(reference: ObjectReference, found: Lookup, desired: DesiredState): Problem[] {
    if (found === "absent" || found === "forbidden" || found.labels[instanceLabelKey] !== ownInstance(desired)) {
        return [];
    }
    const { method = Method.Manifests } = desired.gateway;
    const usedMethod = found.labels[managerLabelKey] === "Helm" ? Method.Helm : Method.Manifests;
    return usedMethod === method
        ? []
        : [
              {
                  path: [title(reference)],
                  message: `it was made by method ${usedMethod}, and rig:method is ${method}. docs/helm.md has the steps from one method to the other, without an interruption.`,
              },
          ];
}
