import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";
import { configuredVariables, isMapRefused, refusedVariables } from "../configuredVariables";
import { apisIn } from "../documents/proxyConfig";
import { brokerProblems, schemaProblems } from "./apiDefinitions";
import { hostProblems } from "./apiHosts";
import { duplicateProblems } from "./duplicates";
import { httpsProblems } from "./https";
import { jwtProblems } from "./jwt";
import { kafkaProblems } from "./kafka";
import { kinesisProblems } from "./kinesis";
import { listenPortProblems } from "./listenPorts";
import { requirementProblems } from "./requirements";

/**
 * Contradictions between RIG's variables. No message contains a value that may be a secret.
 *
 * @param args The valid arguments.
 * @param found The problems of the other arguments, which are set but left out of `args`.
 */
export function variableProblems(args: Partial<GatewayArgs>, found: readonly Problem[]): Problem[] {
    if (isMapRefused(found)) {
        return [];
    }
    const refused = refusedVariables(found);
    const isRefused = (argument: string, name?: string) =>
        found.some(({ path }) => path[0] === argument && (name === undefined || path.length === 1 || path[1] === name));
    const variables = configuredVariables(args, refused);
    const apis = apisIn(variables.text("PROXY_CONFIG_FILE"));
    return [
        ...duplicateProblems(args),
        ...requirementProblems(variables, refused),
        ...listenPortProblems(variables, refused),
        ...httpsProblems(args, variables),
        ...jwtProblems(variables, apis),
        ...kafkaProblems(variables),
        ...(isRefused("image") ? [] : kinesisProblems(args, variables)),
        ...brokerProblems(variables, apis),
        ...schemaProblems(variables, apis),
        ...hostProblems(args, variables, apis, (name) => isRefused("extraEnv", name)),
    ];
}
