import { createHmac } from "node:crypto";

/** Length of a generated cookie: 48 alphanumerics hold about 285 bits. */
export const generatedCookieLength = 48;

/** What is allowed as an Erlang cookie, in words. */
export const allowedCookie = "32 to 255 letters and digits (A-Z, a-z, 0-9), and not a widely known one";

const cookiePattern = /^[A-Za-z0-9]{32,255}$/;

/** Cookies that stand in public documents, charts and images, each padded or repeated as people do to fill a length. */
const knownCookies = ["magiccookie", "monster", "secretcookie", "changeme", "rabbitmqcookie", "emqxsecretcookie"];

/**
 * Whether a text is usable as RIG's Erlang cookie. RIG's start script writes it unquoted into the VM's arguments: a
 * leading `-` or `+`, `#`, spaces, quotes and `${}` are dropped, cut, expanded or fatal there, mostly without a word;
 * 256 characters and more stop the VM. Length and alphabet here rule all of that out.
 */
export function isUsableCookie(cookie: string): boolean {
    const lower = cookie.toLowerCase();
    return (
        cookiePattern.test(cookie) &&
        new Set(lower).size > 1 &&
        !knownCookies.some((known) => lower.split(known).join("") === "")
    );
}

/**
 * The generated cookie of a rotation: 64 hexadecimal digits. Without the key, one cookie tells nothing about another.
 *
 * @param key At least 128 random bits that are secret.
 * @param rotation The cookie's number.
 */
export function rotatedCookie(key: string, rotation: number): string {
    return createHmac("sha256", key).update(`Erlang cookie ${rotation}`).digest("hex");
}

/**
 * What is wrong with the cookie in an existing Secret, without showing it; undefined when it is usable.
 *
 * @param data The Secret's data, in base64.
 * @param key The key that is to hold the cookie.
 */
export function existingCookieProblem(data: Readonly<Record<string, string>>, key: string): string | undefined {
    const encoded = data[key];
    if (encoded === undefined) {
        const keys = Object.keys(data).join(", ") || "none";
        return `it has no key ${key}, which cookie.existingSecret names. It has: ${keys}.`;
    }
    return isUsableCookie(Buffer.from(encoded, "base64").toString())
        ? undefined
        : `the cookie under ${key} (not shown) is not usable. Allowed: ${allowedCookie}.`;
}
