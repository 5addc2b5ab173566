import type * as pulumi from "@pulumi/pulumi";
import type { KeyReference } from "./references";

/**
 * The Erlang cookie: 32 to 255 letters and digits that all nodes of the Erlang cluster share. RIG also signs its
 * connection tokens with it. Only `rotation` changes it.
 */
export interface CookieArgs {
    /**
     * The cookie itself, which is kept as a secret. Not together with `existingSecret`. Defaults to a generated cookie.
     */
    value?: pulumi.Input<string>;
    /**
     * A key of an existing Secret in the gateway's namespace. The program reads and checks the Secret, and never
     * changes it. Defaults to a Secret that the gateway makes.
     */
    existingSecret?: KeyReference;
    /**
     * Number of the cookie, 0 or more, which only ever goes up (docs/cookie.md). A higher number generates another
     * cookie, or takes the new one in `value` or `existingSecret`. All pods are then replaced at once, and nothing else
     * may change in that update. Set to 0 or more, it also records in the Deployment what the pods are deployed with,
     * which a rotation needs beforehand. Defaults to 0; nothing is recorded then.
     */
    rotation?: number;
}

/**
 * What the pods of a gateway were deployed with, as their Deployment records it. The stack's program reads it in the
 * Kubernetes cluster. Another program sets `cookieRotation` in the update that rotates the cookie. Without it, the pods
 * are replaced one by one, and pods with two different cookies run side by side.
 */
export interface RunningArgs {
    /** Number of the pods' cookie, as in `cookie.rotation`. Defaults to 0. */
    cookieRotation?: number;
    /** Whether the rotation to that cookie has begun and isn't complete. Defaults to false. */
    rotating?: boolean;
    /** The Secret and the key from which the pods take the cookie. Defaults to not known. */
    cookieSecret?: KeyReference;
    /** The cookie in that Secret; a secret. Defaults to not known. */
    cookie?: pulumi.Input<string>;
    /**
     * Whether that Secret is gone, or has no usable cookie under the key any more. While `cookie` names the same Secret
     * and number, the component doesn't read it, and the pods keep their annotation. Defaults to false.
     */
    cookieLost?: boolean;
    /** The pods' annotation `checksum/cookie`. Defaults to not known: the cookie isn't compared. */
    cookieFingerprint?: string;
    /** The Deployment's annotation `checksum/arguments`. Defaults to not known: the arguments aren't compared. */
    argumentsFingerprint?: string;
}
