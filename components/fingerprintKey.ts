import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Scope } from "./scope";

/** The secret key of a gateway's fingerprints, the same for as long as the gateway lives. */
export function fingerprintKey(scope: Scope): pulumi.Output<string> {
    // Not RandomBytes, which has its value as its id: ids stand in the state in clear.
    return new random.RandomPassword(
        `${scope.resourceName}-fingerprint-key`,
        { length: 48, special: false },
        scope.options,
    ).result;
}
