import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";
import { variable } from "../../rig/catalogue";
import { isReservedVariable } from "../../rig/reservedVariables";
import { removedMessage } from "../../rig/removedVariables";
import { reservedMessage } from "../../rig/variableSchema";

/** Refuses RIG's own, reserved and removed variables in `extraEnv`. */
export function extraEnvProblems({ extraEnv = {} }: Partial<GatewayArgs>): Problem[] {
    return Object.keys(extraEnv).flatMap((name) => {
        const message = isReservedVariable(name)
            ? reservedMessage
            : variable(name) === undefined
              ? removedMessage(name)
              : "this is a variable of RIG. Put it into settings, or into secretSettings if its value is a secret.";
        return message === undefined ? [] : [{ path: ["extraEnv", name], message }];
    });
}
