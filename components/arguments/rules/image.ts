import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";

/** Refuses a tag beside a digest. */
export function imageProblems({ image }: Partial<GatewayArgs>): Problem[] {
    return image?.tag !== undefined && image.digest !== undefined
        ? [{ path: ["image", "digest"], message: "a tag and a digest are given. Leave one of them out." }]
        : [];
}
