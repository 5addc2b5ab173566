import { readFileSync } from "node:fs";
import { isRecord } from "../components/validation/record";

/** An object of the live stack whose name ends with a suffix of its own. */
export interface LiveObject {
    readonly name: string;
    /** What a ConfigMap or a Secret has, as the API server has it. */
    readonly data: unknown;
}

/** What the rendering takes from the live stack. */
export interface LiveStack {
    /** The object of this type and resource name, if the stack has deployed one. */
    readonly object: (type: string, resourceName: string) => LiveObject | undefined;
    /** The key of its fingerprints. */
    readonly fingerprintKey: string;
}

/** Reads the resources of a state, exported with its secrets. */
export function liveStack(path: string): LiveStack {
    const exported: unknown = JSON.parse(readFileSync(path, "utf8"));
    const deployment = isRecord(exported) ? exported.deployment : undefined;
    const resources: unknown[] =
        isRecord(deployment) && Array.isArray(deployment.resources) ? deployment.resources : [];
    const found = (type: string, resourceName: string) =>
        resources
            .filter(isRecord)
            .find(
                ({ urn, type: each, delete: isGoing }) =>
                    each === type && isGoing !== true && String(urn).endsWith(`::${resourceName}`),
            );
    const key = found("random:index/randomPassword:RandomPassword", "gateway-fingerprint-key");
    const result = isRecord(key?.outputs) ? key.outputs.result : undefined;
    return {
        object: (type, resourceName) => {
            const inputs = found(type, resourceName)?.inputs;
            const metadata = isRecord(inputs) ? inputs.metadata : undefined;
            return isRecord(inputs) && isRecord(metadata)
                ? { name: String(metadata.name), data: plain(inputs.data) }
                : undefined;
        },
        fingerprintKey: String(plain(result)),
    };
}

/** A property without Pulumi's mark of a secret, whose text is JSON. */
function plain(value: unknown): unknown {
    return isRecord(value) && typeof value.plaintext === "string" ? JSON.parse(value.plaintext) : value;
}
