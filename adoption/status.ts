import { instanceLabelKey } from "../components/model/labels";
import { isByPulumi, ownInstance, type DesiredState } from "../deployed/desiredState";
import type { FoundObject } from "../kubernetes/reader";
import { adoptionLabel } from "./adoptedObjects";

/** How far a gateway has adopted an object: not yet, imported, or wholly. Or the gateway to which the object belongs. */
export type AdoptionStatus = "free" | "imported" | "adopted" | { readonly owner: string };

/** How far the gateway has adopted the object. */
export function adoptionStatus(found: FoundObject, desired: DesiredState): AdoptionStatus {
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
