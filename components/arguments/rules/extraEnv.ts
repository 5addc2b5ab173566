import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";
import { reservedMessage } from "../../rig/variableSchema";
import { catalogueOf } from "../../rig/versions";

/** Refuses RIG's own, reserved and removed variables in `extraEnv`. */
export function extraEnvProblems({ image, extraEnv = {} }: Partial<GatewayArgs>): Problem[] {
    const { isReserved, removedMessage, variable } = catalogueOf(image);
    return Object.keys(extraEnv).flatMap((name) => {
        const message = isReserved(name)
            ? reservedMessage
            : variable(name) === undefined
              ? removedMessage(name)
              : "this is a variable of RIG. Put it into settings, or into secretSettings if its value is a secret.";
        return message === undefined ? [] : [{ path: ["extraEnv", name], message }];
    });
}
