import { readFileSync } from "node:fs";
import { isRecord } from "../components/validation/record";

/** An object of the live stack whose name has a random suffix. */
export interface LiveObject {
    readonly name: string;
    /** The data of a ConfigMap or a Secret; a Secret's in base64. */
    readonly data: unknown;
}

/** What the rendering needs of the live stack. */
export interface LiveStack {
    /** The object of this type and resource name, if the stack has one. */
    readonly object: (type: string, resourceName: string) => LiveObject | undefined;
    /** The key of the stack's fingerprints of secrets. */
    readonly fingerprintKey: string;
}

/** Reads an exported state with its secrets in plain text. */
export function liveStack(path: string): LiveStack {
    const exported: unknown = JSON.parse(readFileSync(path, "utf8"));
    const deployment = isRecord(exported) ? exported.deployment : undefined;
    const resources: unknown[] =
        isRecord(deployment) && Array.isArray(deployment.resources) ? deployment.resources : [];
    const found = (type: string, resourceName: string) =>
        resources
            .filter(isRecord)
            .find(
                ({ urn, type: each, delete: isPendingDeletion }) =>
                    each === type && isPendingDeletion !== true && String(urn).endsWith(`::${resourceName}`),
            );
    const key = found("random:index/randomPassword:RandomPassword", "gateway-fingerprint-key");
    const result = isRecord(key?.outputs) ? key.outputs.result : undefined;
    return {
        object: (type, resourceName) => {
            const inputs = found(type, resourceName)?.inputs;
            const metadata = isRecord(inputs) ? inputs.metadata : undefined;
            return isRecord(inputs) && isRecord(metadata)
                ? { name: String(metadata.name), data: withoutSecretMark(inputs.data) }
                : undefined;
        },
        fingerprintKey: String(withoutSecretMark(result)),
    };
}

/** A property without Pulumi's mark of a secret, which wraps the value as JSON. */
function withoutSecretMark(value: unknown): unknown {
    return isRecord(value) && typeof value.plaintext === "string" ? JSON.parse(value.plaintext) : value;
}
