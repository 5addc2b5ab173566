import { isPem, isRsaPublicKey, pemBlocks } from "../../validation/pem";
import type { Problem } from "../../validation/problem";
import type { ConfiguredVariables } from "../configuredVariables";
import type { Api } from "../documents/apiDefinitions";
import { defaultAlgorithm } from "../variables/authorization";
import { apiName } from "./apiName";
import { missing } from "./missing";

/** Problems of the key that verifies JWTs: it is missing, or doesn't fit the algorithm. */
export function jwtProblems(variables: ConfiguredVariables, apis: readonly Api[]): Problem[] {
    if (!variables.has("JWT_SECRET_KEY")) {
        const reason = keyReason(variables, apis);
        return reason === undefined
            ? []
            : [missing("JWT_SECRET_KEY", `${reason}, and with an empty key anyone's token would be valid`, true)];
    }
    const key = variables.text("JWT_SECRET_KEY");
    const algorithm = variables.text("JWT_ALG") ?? defaultAlgorithm;
    const path = variables.path("JWT_SECRET_KEY");
    if (key !== undefined && algorithm.startsWith("RS") && pemBlocks(key) > 1) {
        const message = `this (not shown) has ${pemBlocks(key)} PEM blocks. RIG takes exactly one, and answers every request that has a token with 500 otherwise. Leave one: the public key, or of a chain the first certificate.`;
        return [{ path, message }];
    }
    if (key !== undefined && algorithm.startsWith("RS") && !isRsaPublicKey(key)) {
        return [
            {
                path,
                message: `${algorithm} needs the PEM text of an RSA public key, and this (not shown) is none; nor would a path be.`,
                remedy: "setToContent",
            },
        ];
    }
    if (key !== undefined && algorithm.startsWith("HS") && /[\r\n]$/.test(key) && !isPem(key)) {
        const message = "it (not shown) ends with an end of line, which would be a part of the key. Set it without.";
        return [{ path, message }];
    }
    // Whoever knows the public key could otherwise sign tokens with it.
    return key !== undefined && algorithm.startsWith("HS") && isPem(key)
        ? [
              {
                  path,
                  message: `this (not shown) is a PEM text, but ${algorithm} takes it for the shared key. Set settings.JWT_ALG to RS256, RS384 or RS512.`,
              },
          ]
        : [];
}

/** Why RIG needs the key, if it does. */
function keyReason(variables: ConfiguredVariables, apis: readonly Api[]): string | undefined {
    if (variables.text("SUBSCRIPTION_CHECK") === "jwt_validation") {
        return "SUBSCRIPTION_CHECK is jwt_validation";
    }
    const secured = apis.find((api) => api.secured);
    return secured === undefined ? undefined : `${apiName(secured.id, variables)} has secured endpoints`;
}
