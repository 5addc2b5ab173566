import * as random from "@pulumi/random";
import { fingerprintKeyLength } from "./consumerGroups";
import type { Scope } from "./scope";

/** The secret key of a gateway's fingerprints, the same for as long as the gateway lives. */
export function fingerprintKey(scope: Scope): random.RandomPassword {
    // Not RandomBytes, which has its value as its id: ids stand in the state in clear.
    return new random.RandomPassword(
        `${scope.resourceName}-fingerprint-key`,
        { length: fingerprintKeyLength, special: false },
        { ...scope.options, ignoreChanges: ["length"] },
    );
}
