import * as random from "@pulumi/random";
import type { Build } from "./build";

/**
 * Characters of the key. Gateways of earlier versions have a key of 48, and Pulumi keeps it (`ignoreChanges`). The length so
 * identifies the gateways whose consumer groups are derived from names alone.
 */
export const fingerprintKeyLength = 64;

/** The secret key of a gateway's fingerprints, the same for as long as the gateway lives. */
export function fingerprintKey(build: Build): random.RandomPassword {
    const { name, options } = build.resource("fingerprintKey");
    // Not RandomBytes: its id is its value, and the state doesn't encrypt ids.
    return new random.RandomPassword(
        name,
        { length: fingerprintKeyLength, special: false },
        { ...options, ignoreChanges: ["length"] },
    );
}
