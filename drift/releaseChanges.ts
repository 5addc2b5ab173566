import * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "../components";
import { objectChanges } from "../components/helm/diff";
import type { ReleaseLookup } from "../kubernetes/helmRelease";

/**
 * Says in a preview which objects inside a Helm release would change, and how: Pulumi itself only knows that the release
 * would. While something in the objects is unknown, it says nothing of a release that exists.
 *
 * @param current The release as it is.
 * @param desired The objects of the release, as far as they are known beforehand.
 */
export function announceReleaseChanges(gateway: Gateway, current: ReleaseLookup, desired: readonly unknown[]): void {
    if (!pulumi.runtime.isDryRun() || current === "forbidden") {
        return;
    }
    const announce = (head: string, changes: readonly string[]) =>
        changes.length > 0 ? pulumi.log.info([head, ...changes].join("\n"), gateway) : undefined;
    if (current === "absent") {
        void announce("The Helm release will be installed, with these objects:", objectChanges([], desired));
        return;
    }
    gateway
        .releaseObjects()
        ?.apply((objects) =>
            announce(
                `The Helm release is at revision ${current.revision}. In it, these objects change:`,
                objectChanges(current.objects, objects),
            ),
        );
}
