import type { DesiredState } from "../deployed/desiredState";
import type { ClusterReader, ObjectReference } from "../kubernetes/reader";
import { absentObjects, liveObjects } from "./liveObjects";
import { isInOverlay, recordedOverlay, type OverlayInputs } from "./releaseOverlay";
import { absenceWarnings, driftWarnings } from "./warnings";

/** What others have changed or deleted behind the stack's back, and what is said of it. */
export interface Drift extends OverlayInputs {
    readonly warnings: readonly string[];
}

/**
 * Looks for what others have changed or deleted behind the stack's back.
 *
 * @param isPresent Whether an object of this gateway is in the cluster: before the first update none is missing.
 */
export async function findDrift(reader: ClusterReader, desired: DesiredState, isPresent: boolean): Promise<Drift> {
    const objects = await liveObjects(reader, desired);
    const absent = isPresent ? await absentObjects(reader, desired) : [];
    const recorded = recordedOverlay(desired.release ?? "absent");
    const isInRelease = (reference: ObjectReference) => recorded !== undefined && isInOverlay(recorded.text, reference);
    return {
        objects,
        absent,
        ...(recorded !== undefined && { recorded }),
        isAutoscaled: desired.gateway.autoscaling !== undefined,
        warnings: [...driftWarnings(objects, desired), ...absenceWarnings(absent, isInRelease)],
    };
}
