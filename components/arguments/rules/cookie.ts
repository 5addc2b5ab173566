import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";

/** Refuses two sources of one cookie. */
export function cookieProblems({ cookie }: Partial<GatewayArgs>): Problem[] {
    return cookie?.value !== undefined && cookie.existingSecret !== undefined
        ? [{ path: ["cookie", "value"], message: "a cookie and an existing Secret are given. Leave one of them out." }]
        : [];
}
