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
    /** Name of the image, with its registry. Defaults to `accenture/reactive-interaction-gateway`. */
    repository?: pulumi.Input<string>;
    /** Tag of the image. Not together with `digest`. Defaults to `3.0.0`. */
    tag?: pulumi.Input<string>;
    /** Digest of the image, `sha256:…`, instead of `tag`. Defaults to none. */
    digest?: pulumi.Input<string>;
    /** When the kubelet pulls the image: `Always`, `IfNotPresent` or `Never`. Defaults to `IfNotPresent`. */
    pullPolicy?: PullPolicy;
    /** Names of Secrets with registry credentials, in the gateway's namespace. Defaults to none. */
    pullSecrets?: string[];
}
