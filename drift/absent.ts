import * as pulumi from "@pulumi/pulumi";
import { title } from "../deployed/desiredState";
import type { ObjectReference } from "../kubernetes/reader";

/** The kind that not every gateway has: without a record of the state, its absence means nothing. */
const optionalKind = "PodDisruptionBudget";

/**
 * Warnings of objects that aren't in the cluster, where others of the gateway are.
 *
 * @param isInRelease Whether a Helm release has the object: Helm's next upgrade makes it again.
 */
export function absenceWarnings(
    absent: readonly ObjectReference[],
    isInRelease: (reference: ObjectReference) => boolean,
): string[] {
    return absent
        .filter(({ kind }) => kind !== optionalKind)
        .map((reference) =>
            isInRelease(reference)
                ? `${title(reference)} isn't in the cluster, though the Helm release has it. An update makes it again.`
                : `${title(reference)} isn't in the cluster, though other objects of the gateway are. If someone has deleted it, Pulumi doesn't see that by itself: pulumi up --refresh makes it again.`,
        );
}

/**
 * Refuses to update an object that isn't in the cluster, in a preview, too. The provider would fail with the API server's
 * "not found", which doesn't say what to do. An object that the state doesn't have is created, which this doesn't touch.
 */
export function refusedUpdate(reference: ObjectReference): pulumi.ResourceHook {
    return new pulumi.ResourceHook(
        `${title(reference)} is in the cluster`,
        () => {
            throw new Error(
                `${title(reference)} was deleted behind Pulumi's back. Nothing of it was changed. Run pulumi up --refresh, which makes it again.`,
            );
        },
        { onDryRun: true },
    );
}
