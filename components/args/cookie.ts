import type * as pulumi from "@pulumi/pulumi";
import type { KeyReference } from "./references";

/**
 * The Erlang cookie: 32 to 255 letters and digits that all nodes of the cluster share. It is also the key of RIG's
 * connection tokens. It changes with `rotation` only.
 */
export interface CookieArgs {
    /** A cookie of one's own; kept as a secret. Not together with `existingSecret`. */
    value?: pulumi.Input<string>;
    /** A Secret that exists already in the gateway's namespace. It is read and checked, never changed. */
    existingSecret?: KeyReference;
    /**
     * Number of the cookie, 0 or more, which only ever goes up. Another number is another cookie, generated or, with
     * `value` and `existingSecret`, given: all pods are then replaced at once, and nothing else may change in that
     * update. Given, be it 0, it records in the Deployment what the pods are deployed with, which a rotation needs
     * beforehand; docs/cookie.md has the steps. Defaults to 0, without that record.
     */
    rotation?: number;
}

/**
 * What the pods of a gateway were deployed with, as their Deployment tells it. The stack's program reads it in the
 * cluster. A program of one's own gives the number of the cookie in the update that rotates it; without that, the pods
 * are replaced one by one, and two cookies run side by side.
 */
export interface RunningArgs {
    /** Number of the cookie, see `cookie.rotation`. Defaults to 0. */
    cookieRotation?: number;
    /** Whether the rotation to that cookie has begun and isn't complete. Defaults to false. */
    rotating?: boolean;
    /** The Secret and the key that the cookie is taken from. Defaults to not known. */
    cookieSecret?: KeyReference;
    /** The cookie in it, a secret. Defaults to not known. */
    cookie?: pulumi.Input<string>;
    /** The pods' annotation `checksum/cookie`. Defaults to not known: then the cookie isn't compared. */
    cookieFingerprint?: string;
    /** The Deployment's annotation `checksum/arguments`. Defaults to not known: then the arguments aren't compared. */
    argumentsFingerprint?: string;
}
