import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";
import { configuredVariables, tlsVariables, type ConfiguredVariables } from "../configuredVariables";
import { pairProblems } from "./certificatePair";
import { missing } from "./missing";

/** Problems of RIG's own certificate and key. */
export function httpsProblems(args: Partial<GatewayArgs>, variables: ConfiguredVariables): Problem[] {
    const [certificate, key] = tlsVariables;
    if (args.tls !== undefined) {
        const plain = configuredVariables({ ...args, tls: undefined });
        return tlsVariables
            .filter((name) => plain.has(name))
            .map((name) => ({ path: plain.path(name), message: "tls sets it already. Leave out one of them." }));
    }
    return [
        ...(variables.has(certificate) && !variables.has(key)
            ? [missing(key, `settings.${certificate} is set, and RIG takes both or neither`, true)]
            : []),
        ...pairProblems(certificate, key, variables),
    ];
}
