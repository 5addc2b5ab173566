import type * as pulumi from "@pulumi/pulumi";

/** When the kubelet pulls the image. */
export const PullPolicy = {
    Always: "Always",
    IfNotPresent: "IfNotPresent",
    Never: "Never",
} as const;
export type PullPolicy = (typeof PullPolicy)[keyof typeof PullPolicy];

/** The container image of RIG. */
export interface ImageArgs {
    /** Defaults to `accenture/reactive-interaction-gateway`. */
    repository?: pulumi.Input<string>;
    /** Defaults to `3.0.0`; not together with `digest`. */
    tag?: pulumi.Input<string>;
    /** `sha256:…`, instead of `tag`. */
    digest?: pulumi.Input<string>;
    /** Defaults to `IfNotPresent`. */
    pullPolicy?: PullPolicy;
    /** Names of Secrets with registry credentials, in the gateway's namespace. Defaults to none. */
    pullSecrets?: string[];
}
