import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";

/** Refuses contradictions within `tls`. */
export function tlsProblems({ tls }: Partial<GatewayArgs>): Problem[] {
    if (tls === undefined) {
        return [];
    }
    if ((tls.existingSecret === undefined) === (tls.issuer === undefined)) {
        return [{ path: ["tls"], message: "exactly one of existingSecret and issuer is needed." }];
    }
    return tls.hosts !== undefined && tls.issuer === undefined
        ? [{ path: ["tls", "hosts"], message: "an existing certificate has its host names already. Leave them out." }]
        : [];
}
