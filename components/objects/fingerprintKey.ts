import * as random from "@pulumi/random";
import type { Build } from "./build";

/**
 * Characters of the key. Gateways of earlier versions have one of 48, and Pulumi, told to ignore changes of the length,
 * leaves it so: the length tells the gateways whose groups at message brokers follow from names alone.
 */
export const fingerprintKeyLength = 64;

/** The secret key of a gateway's fingerprints, the same for as long as the gateway lives. */
export function fingerprintKey(build: Build): random.RandomPassword {
    const { name, options } = build.resource("fingerprintKey");
    // Not RandomBytes, which has its value as its id: ids stand in the state in clear.
    return new random.RandomPassword(
        name,
        { length: fingerprintKeyLength, special: false },
        { ...options, ignoreChanges: ["length"] },
    );
}
