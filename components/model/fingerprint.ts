import { createHash, createHmac } from "node:crypto";

/** Hexadecimal digits of a fingerprint: 40 bits distinguish the versions of one object. */
const length = 10;

function canonical(content: Readonly<Record<string, string>>): string {
    return JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A fingerprint of public content: it changes with the content. */
export function fingerprint(content: Readonly<Record<string, string>>): string {
    return createHash("sha256").update(canonical(content)).digest("hex").slice(0, length);
}

/**
 * A fingerprint of secret content that may be public: without the key nobody can test guesses of the content.
 *
 * @param key At least 128 random bits that are secret.
 */
export function keyedFingerprint(key: string, content: Readonly<Record<string, string>>): string {
    return createHmac("sha256", key).update(canonical(content)).digest("hex").slice(0, length);
}
