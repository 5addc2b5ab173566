import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";
import type { ConfiguredVariables } from "../configuredVariables";
import { allowedTarget, isTarget, type Api } from "../documents/apiDefinitions";
import { apiName } from "./apiName";

/** Problems of the variables from which API definitions take their hosts. */
export function hostProblems(
    { extraEnv = {} }: Partial<GatewayArgs>,
    variables: ConfiguredVariables,
    apis: readonly Api[],
    isRefused: (name: string) => boolean,
): Problem[] {
    const { catalogue } = variables;
    const path = variables.path("PROXY_CONFIG_FILE");
    return apis.flatMap(({ id, target }): Problem[] => {
        if (target?.fromEnvironment !== true || isRefused(target.host)) {
            return [];
        }
        const name = target.host;
        const subject = apiName(id, variables);
        const from = path[0] === "secretSettings" ? "an environment variable" : `the environment variable ${name}`;
        if (catalogue.isReserved(name)) {
            const message = `${subject} takes its host from ${from}, which belongs to the deployment. ${ownVariable}`;
            return [{ path, message }];
        }
        if (catalogue.variable(name) !== undefined) {
            const text = variables.text(name);
            return variables.has(name) && (text === undefined || isTarget(text))
                ? []
                : [
                      {
                          path,
                          message: `${subject} takes its host from ${from}, which is RIG's and no host. ${ownVariable}`,
                      },
                  ];
        }
        const source = Object.entries(extraEnv).find(([each]) => each === name)?.[1];
        if (source === undefined) {
            const message = `${subject} takes its host from ${from}, which isn't set, and RIG would use localhost. Set it in extraEnv.`;
            return [{ path, message }];
        }
        return typeof source.value === "string" && !isTarget(source.value)
            ? [{ path: ["extraEnv", name], message: `${subject} forwards to it. Allowed: ${allowedTarget}.` }]
            : [];
    });
}

const ownVariable = "Name a variable of your own there, and set it in extraEnv.";
