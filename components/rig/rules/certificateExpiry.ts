import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";
import { configuredVariables } from "../configuredVariables";
import { expiredOn, isPem } from "../../validation/pem";

/** The variables with a certificate of RIG's own. */
const certificates = ["HTTPS_CERTFILE", "KAFKA_SSL_CERTFILE"];

/**
 * The certificates that have expired, as far as they are known. RIG starts with them, and time alone makes them so: whether
 * they are an error depends on whether they are new.
 */
export function expiryProblems(
    args: Pick<GatewayArgs, "settings" | "secretSettings" | "settingsFrom" | "tls">,
): Problem[] {
    const variables = configuredVariables(args);
    return certificates.flatMap((name) => {
        const chain = variables.text(name) ?? "";
        const expired = isPem(chain) ? expiredOn(chain) : undefined;
        return expired === undefined
            ? []
            : [{ path: variables.path(name), message: `the certificate has expired: ${expired}. Renew it.` }];
    });
}
