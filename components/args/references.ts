import type * as pulumi from "@pulumi/pulumi";

/** A key in a Secret or ConfigMap of the gateway's namespace. */
export interface KeyReference {
    /** Name of the object. */
    name: string;
    /** The key in the object. */
    key: string;
}

/** Where the value of an environment variable comes from: exactly one of the three. */
export interface EnvSource {
    /** The value itself; not for secrets. Defaults to none. */
    value?: pulumi.Input<string>;
    /** A key in an existing Secret. Defaults to none. */
    existingSecret?: KeyReference;
    /** A key in an existing ConfigMap. Defaults to none. */
    existingConfigMap?: KeyReference;
}

/**
 * Where one of RIG's variables comes from: exactly one of the two. Certificates, keys and JSON documents are mounted, so
 * that a renewal reaches running pods. Every other value is read when a pod starts.
 */
export interface SettingSource {
    /** A key in an existing Secret, for files, and for a value that is or may hold a secret. Defaults to none. */
    existingSecret?: KeyReference;
    /** A key in an existing ConfigMap, for certificates and JSON documents. Defaults to none. */
    existingConfigMap?: KeyReference;
}
