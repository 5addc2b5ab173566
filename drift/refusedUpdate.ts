import * as pulumi from "@pulumi/pulumi";
import { title } from "../deployed/desiredState";
import type { ObjectReference } from "../kubernetes/reader";

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
