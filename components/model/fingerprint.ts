import { createHash, createHmac } from "node:crypto";

/** Hexadecimal digits kept of a fingerprint: 40 bits tell versions of one object apart. */
const length = 10;

function canonical(content: Readonly<Record<string, string>>): string {
    return JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Fingerprint of public content: it changes when the content does. */
export function fingerprint(content: Readonly<Record<string, string>>): string {
    return createHash("sha256").update(canonical(content)).digest("hex").slice(0, length);
}

/**
 * Fingerprint of secret content that may be published: without the key nobody can try out what the content might be.
 *
 * @param key At least 128 random bits that are secret.
 */
export function keyedFingerprint(key: string, content: Readonly<Record<string, string>>): string {
    return createHmac("sha256", key).update(canonical(content)).digest("hex").slice(0, length);
}
