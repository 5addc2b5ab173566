import type * as pulumi from "@pulumi/pulumi";

/** A key in a Secret or ConfigMap of the gateway's namespace. */
export interface KeyReference {
    /** The object's name. */
    name: string;
    /** The key in it. */
    key: string;
}

/** Where the value of an environment variable comes from: exactly one of the three. */
export interface EnvSource {
    /** The value itself; not for secrets. */
    value?: pulumi.Input<string>;
    /** A key in an existing Secret. */
    existingSecret?: KeyReference;
    /** A key in an existing ConfigMap. */
    existingConfigMap?: KeyReference;
}

/**
 * Where one of RIG's variables comes from: exactly one of the two. A certificate, a key or a JSON document is mounted, so
 * that a renewal arrives without a restart; anything else becomes a pod's environment when it starts.
 */
export interface SettingSource {
    /** A key in an existing Secret, for what is or may hold a secret, and for files. */
    existingSecret?: KeyReference;
    /** A key in an existing ConfigMap, for certificates and JSON documents. */
    existingConfigMap?: KeyReference;
}
