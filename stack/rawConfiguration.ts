import * as pulumi from "@pulumi/pulumi";

/** A stack's configuration as Pulumi hands it to a program, with the caller's choice in the environment. */
export interface RawConfiguration {
    readonly project: string;
    readonly stack: string;
    /** Every value by its full key (`rig:replicas`), as text or JSON. */
    readonly values: Readonly<Record<string, string>>;
    /** Full keys of values that are secrets, or contain one. */
    readonly secretKeys: readonly string[];
    /** The kubeconfig context that the caller chose for this run, from `RIG_CONTEXT`. */
    readonly callerContext: string | undefined;
}

/** The configuration of the current stack. */
export function rawConfiguration(): RawConfiguration {
    return {
        project: pulumi.getProject(),
        stack: pulumi.getStack(),
        values: pulumi.runtime.allConfig(),
        secretKeys: secretKeys(process.env.PULUMI_CONFIG_SECRET_KEYS),
        callerContext: process.env.RIG_CONTEXT || undefined,
    };
}

function secretKeys(json: string | undefined): string[] {
    const keys: unknown = JSON.parse(json || "[]");
    return Array.isArray(keys) ? keys.map(String) : [];
}
