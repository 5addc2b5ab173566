import { overlayVariable } from "../components/helm/overlay";
import { isRecord } from "../components/validation/record";
import type { LiveObject } from "./drift";

/** The plan that a release was last made of: the text among the values that Helm has recorded. */
export type RecordedOverlay = string;

/** The plan among a release's values. */
export function overlayIn(values: unknown): RecordedOverlay | undefined {
    const deployment = isRecord(values) ? values.deployment : undefined;
    const env = isRecord(deployment) ? deployment.env : undefined;
    const plan = isRecord(env) ? env[overlayVariable] : undefined;
    return typeof plan === "string" ? plan : undefined;
}

/** What decides about the plan of a release beside the configuration. */
export interface OverlayInputs {
    /** The gateway's objects as they are. */
    readonly objects: readonly LiveObject[];
    /** What the release was last made of. Left out when there is none. */
    readonly recorded?: RecordedOverlay;
    /** Whether an autoscaler sets the number of pods. */
    readonly isAutoscaled: boolean;
}

/**
 * The plan of a release whose objects someone may have changed behind the stack's back: another text makes an upgrade, in
 * which Helm puts them right. Without such a change it keeps what the last one had, so that there is nothing to do. So it
 * keeps the number of pods, when an autoscaler sets that; an upgrade has the number that there is.
 */
export function updatedOverlay(text: string, { objects, recorded, isAutoscaled }: OverlayInputs): string {
    const drifted = objects.filter((each) => each.drifted.length > 0 && isInPlan(text, each));
    const before: unknown = recorded === undefined ? undefined : JSON.parse(recorded);
    const putRight =
        drifted.length > 0
            ? drifted.map(({ reference, found }) => `${reference.kind} ${reference.name} ${found.generation ?? 0}`)
            : isRecord(before)
              ? before.putRight
              : undefined;
    const plan = { ...planOf(text), ...(putRight !== undefined && { putRight }) };
    const replicas = objects.find(({ reference }) => reference.kind === "Deployment")?.found.spec?.replicas;
    if (!isAutoscaled || replicas === undefined) {
        return JSON.stringify(plan);
    }
    const unchanged = recorded === undefined ? undefined : JSON.stringify(withReplicas(plan, replicasIn(recorded)));
    return unchanged === recorded && recorded !== undefined ? recorded : JSON.stringify(withReplicas(plan, replicas));
}

/**
 * The plan with this number of pods. Helm has to say one at each upgrade: what it leaves out and has said before, becomes
 * 1.
 */
function withReplicas(plan: Record<string, unknown>, replicas: unknown): Record<string, unknown> {
    return {
        ...plan,
        objects: objectsOf(plan).map((object) =>
            object.kind === "Deployment" && isRecord(object.spec)
                ? { ...object, spec: { ...object.spec, replicas } }
                : object,
        ),
    };
}

function replicasIn(text: RecordedOverlay): unknown {
    const deployment = objectsOf(planOf(text)).find(({ kind }) => kind === "Deployment");
    return isRecord(deployment?.spec) ? deployment.spec.replicas : undefined;
}

function planOf(text: string): Record<string, unknown> {
    const plan: unknown = JSON.parse(text);
    return isRecord(plan) ? plan : {};
}

function isInPlan(text: string, { reference }: LiveObject): boolean {
    return objectsOf(planOf(text)).some(
        ({ kind, metadata }) => kind === reference.kind && isRecord(metadata) && metadata.name === reference.name,
    );
}

function objectsOf({ objects }: Record<string, unknown>): Record<string, unknown>[] {
    return Array.isArray(objects) ? objects.filter(isRecord) : [];
}
