import { overlayVariable } from "../components/helm/overlay";
import { isRecord } from "../components/validation/record";
import type { ReleaseLookup } from "../kubernetes/helmRelease";
import type { ObjectReference } from "../kubernetes/reader";
import type { LiveObject } from "./liveObjects";

/** The overlay that a revision of the release was made with, as Helm has recorded it. */
export interface RecordedOverlay {
    readonly text: string;
    readonly revision: number;
}

/** The overlay of the release's last revision; undefined when there is none, or it can't be read. */
export function recordedOverlay(release: ReleaseLookup): RecordedOverlay | undefined {
    if (typeof release === "string") {
        return undefined;
    }
    const { latestValues: values, revision } = release;
    const deployment = isRecord(values) ? values.deployment : undefined;
    const env = isRecord(deployment) ? deployment.env : undefined;
    const text = isRecord(env) ? env[overlayVariable] : undefined;
    return typeof text === "string" ? { text, revision } : undefined;
}

/** Whether the release has the object by way of its overlay. */
export function isInOverlay(text: string, { kind, name }: ObjectReference): boolean {
    return objectsOf(parsed(text)).some(
        ({ kind: each, metadata }) => each === kind && isRecord(metadata) && metadata.name === name,
    );
}

/** What decides about the overlay of a release beside the configuration. */
export interface OverlayInputs {
    /** The gateway's objects as they are. */
    readonly objects: readonly LiveObject[];
    /** Those that aren't in the cluster. */
    readonly absent: readonly ObjectReference[];
    /** Left out when there is none. */
    readonly recorded?: RecordedOverlay;
    /** Whether an autoscaler sets the number of pods. */
    readonly isAutoscaled: boolean;
}

/**
 * The overlay of a release, whose objects someone may have changed or deleted behind the stack's back: another text makes
 * an upgrade, in which Helm puts them right. Without such a change the text stays that of the last revision, so that there
 * is nothing to do. With an autoscaler the number of pods stays, too, and an upgrade takes the number that there is.
 */
export function updatedOverlay(text: string, inputs: OverlayInputs): string {
    const { objects, recorded, isAutoscaled } = inputs;
    const corrections = correctedObjects(text, inputs);
    const earlier = recorded && parsed(recorded.text).putRight;
    const putRight = corrections.length > 0 ? corrections : earlier;
    const overlay = { ...parsed(text), ...(putRight !== undefined && { putRight }) };
    const replicas = objects.find(({ reference }) => reference.kind === "Deployment")?.found.spec?.replicas;
    if (!isAutoscaled || replicas === undefined) {
        return JSON.stringify(overlay);
    }
    if (recorded !== undefined) {
        const unchanged = JSON.stringify(withReplicas(overlay, replicasIn(recorded.text)));
        if (unchanged === recorded.text) {
            return unchanged;
        }
    }
    return JSON.stringify(withReplicas(overlay, replicas));
}

/** The objects that an upgrade puts right, each with a number that the next time is another one. */
function correctedObjects(text: string, { objects, absent, recorded }: OverlayInputs): string[] {
    const drifted = objects
        .filter(({ reference, drifted }) => drifted.length > 0 && isInOverlay(text, reference))
        .map(({ reference, found }) => `${reference.kind} ${reference.name} ${found.generation ?? 0}`);
    const deleted =
        recorded === undefined
            ? []
            : absent
                  .filter((reference) => isInOverlay(recorded.text, reference))
                  .map(({ kind, name }) => `${kind} ${name} of revision ${recorded.revision}`);
    return [...drifted, ...deleted];
}

/**
 * The overlay with this number of pods. Helm has to state one at each upgrade: what it has stated before and then leaves
 * out becomes 1.
 */
function withReplicas(overlay: Record<string, unknown>, replicas: unknown): Record<string, unknown> {
    return {
        ...overlay,
        objects: objectsOf(overlay).map((object) =>
            object.kind === "Deployment" && isRecord(object.spec)
                ? { ...object, spec: { ...object.spec, replicas } }
                : object,
        ),
    };
}

function replicasIn(text: string): unknown {
    const deployment = objectsOf(parsed(text)).find(({ kind }) => kind === "Deployment");
    return isRecord(deployment?.spec) ? deployment.spec.replicas : undefined;
}

function parsed(text: string): Record<string, unknown> {
    const overlay: unknown = JSON.parse(text);
    return isRecord(overlay) ? overlay : {};
}

function objectsOf({ objects }: Record<string, unknown>): Record<string, unknown>[] {
    return Array.isArray(objects) ? objects.filter(isRecord) : [];
}
