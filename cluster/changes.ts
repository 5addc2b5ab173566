import * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "../components";
import { objectChanges } from "../components/helm/changes";
import type { ReleaseLookup } from "./release";

/**
 * Says in a preview which objects inside a Helm release would change, and how: Pulumi itself only knows that the release
 * would. It says nothing without a release, and as long as the objects aren't known.
 *
 * @param current The release as it is.
 */
export function announceReleaseChanges(gateway: Gateway, current: ReleaseLookup): void {
    if (!pulumi.runtime.isDryRun() || current === "forbidden") {
        return;
    }
    gateway.releaseObjects()?.apply(async (objects) => {
        const changes = objectChanges(current === "absent" ? [] : current.objects, objects);
        if (changes.length > 0) {
            const head =
                current === "absent"
                    ? "The Helm release will be installed, with these objects:"
                    : `The Helm release is at revision ${current.revision}. In it, these objects change:`;
            await pulumi.log.info([head, ...changes].join("\n"), gateway);
        }
    });
}
