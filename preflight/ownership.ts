import { adoptionLabel, adoptionStepProblems, nameConflictAdvice, type AdoptedObjects } from "../adoption";
import { Method } from "../components/args";
import { instanceLabelKey, managerLabelKey } from "../components/model/labels";
import { isInRelease, plannedObjects, type PlannedObject } from "../components/plannedObjects";
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
    const planned = plannedObjects(desiredNames(desired), namespace, gateway).filter(({ key }) => key !== "namespace");
    const others = adopted === undefined ? planned : planned.filter(({ key }) => !isInRelease(key));
    const problems = await Promise.all(
        others.map(async (object) => {
            const found = await reader.find(object);
            return [
                ...foreignObjectProblems(object, found, desired, conflictAdvice(object, found, desired, adopted)),
                ...(isInRelease(object.key) ? otherMethodProblems(object, found, desired) : []),
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
    if (adopted !== undefined && !isInRelease(object.key) && typeof found === "object") {
        return nameConflictAdvice(object, adopted);
    }
    const another = "Choose another name or namespace for this stack";
    if (typeof found === "string" || !isInRelease(object.key) || isByPulumi(found)) {
        return `${another}.`;
    }
    return found.labels[adoptionLabel] === ownInstance(desired)
        ? "It is imported, and its adoption isn't finished: set adopt to replace (docs/adoption.md)."
        : `${another}, or bring it under this stack: docs/adoption.md.`;
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
