import { createHmac } from "node:crypto";

/** Length of a generated cookie: 48 alphanumerics hold about 285 bits. */
export const generatedCookieLength = 48;

/** The rule for Erlang cookies, for messages. */
export const allowedCookie = "32 to 255 letters and digits (A-Z, a-z, 0-9), and not a widely known one";

const cookiePattern = /^[A-Za-z0-9]{32,255}$/;

/** Cookies from public documents, charts and images. People repeat them to reach a required length. */
const knownCookies = ["magiccookie", "monster", "secretcookie", "changeme", "rabbitmqcookie", "emqxsecretcookie"];

/**
 * Whether a text is usable as RIG's Erlang cookie. RIG's start script writes it unquoted into the VM's arguments. There a
 * leading `-` or `+`, `#`, spaces, quotes and `${}` change the cookie or stop the VM, mostly without an error message; 256
 * characters and more stop the VM. The allowed length and alphabet exclude all of these.
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
 * The generated cookie of a rotation: 64 hexadecimal digits. Without the key, nobody can derive one cookie from another.
 *
 * @param key At least 128 random bits that are secret.
 * @param rotation The cookie's number.
 */
export function rotatedCookie(key: string, rotation: number): string {
    return createHmac("sha256", key).update(`Erlang cookie ${rotation}`).digest("hex");
}

/**
 * The problem of the cookie in an existing Secret, without the cookie; undefined if the cookie is usable.
 *
 * @param data The Secret's data, in base64.
 * @param key The key under which the cookie is expected.
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
