import type { GatewayArgs } from "../../args";
import { expiredOn, isPem } from "../../validation/pem";
import type { Problem } from "../../validation/problem";
import { configuredVariables, type VariableArgument } from "../configuredVariables";

/** The variables with certificates that RIG presents. */
const certificates = ["HTTPS_CERTFILE", "KAFKA_SSL_CERTFILE"];

/**
 * The certificates that have expired, as far as they are known. RIG starts with an expired certificate. The caller
 * decides whether it is an error: a certificate that the pods already use may expire at any time.
 */
export function expiryProblems(args: Pick<GatewayArgs, "image" | VariableArgument>): Problem[] {
    const variables = configuredVariables(args);
    return certificates.flatMap((name) => {
        const chain = variables.text(name) ?? "";
        const expired = isPem(chain) ? expiredOn(chain) : undefined;
        return expired === undefined
            ? []
            : [{ path: variables.path(name), message: `the certificate has expired: ${expired}. Renew it.` }];
    });
}
