import { type AdoptedObjects, adoptionLabel } from "../adoption/adoptedObjects";
import { adoptionHint } from "../adoption/hint";
import { adoptionStepProblems } from "../adoption/progress";
import { Method } from "../components/args";
import { instanceLabelKey, managerLabelKey } from "../components/model/labels";
import { isInRelease, plannedObjects, type PlannedObject } from "../components/registry";
import type { Problem } from "../components/validation/problem";
import { type DesiredState, desiredNames, isByPulumi, ownInstance, title } from "../deployed/desiredState";
import type { ClusterReader, Lookup, ObjectReference } from "../kubernetes/reader";
import { foreign } from "./foreignObjects";

/**
 * Problems of objects under the gateway's names that belong to someone else, or were made by the other method.
 *
 * @param adopted During an adoption, what is adopted.
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
                ...foreign(object, found, desired, hint(object, found, desired, adopted)),
                ...(isInRelease(object.key) ? otherMethod(object, found, desired) : []),
            ];
        }),
    );
    const adoption = adopted === undefined ? [] : await adoptionStepProblems(reader, desired, adopted);
    return [...adoption, ...problems.flat()];
}

/** What to do about an object that exists already. */
function hint(
    object: PlannedObject,
    found: Lookup,
    desired: DesiredState,
    adopted: AdoptedObjects | undefined,
): string {
    if (adopted !== undefined && !isInRelease(object.key) && typeof found === "object") {
        return adoptionHint(object, adopted);
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
 * A problem when the object is this gateway's and was made by the other method: Helm refuses what it doesn't own, and the
 * end of a release would take objects along that Pulumi has just taken over.
 */
function otherMethod(reference: ObjectReference, found: Lookup, desired: DesiredState): Problem[] {
    if (found === "absent" || found === "forbidden" || found.labels[instanceLabelKey] !== ownInstance(desired)) {
        return [];
    }
    const { method = Method.Manifests } = desired.gateway;
    const made = found.labels[managerLabelKey] === "Helm" ? Method.Helm : Method.Manifests;
    return made === method
        ? []
        : [
              {
                  path: [title(reference)],
                  message: `it was made by method ${made}, and this is method ${method}. docs/helm.md has the steps from one to the other, without an interruption.`,
              },
          ];
}
