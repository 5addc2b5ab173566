import { urlDestinations } from "../destinations";
import { submissionCheck, subscriptionCheck } from "../valueTypes/authorization";
import { jsonPointer, oneOf } from "../valueTypes/texts";
import { pattern } from "../valueTypes/valueType";
import { variablesOf } from "./variable";

/** RIG's own default of `JWT_ALG`. */
export const defaultAlgorithm = "HS256";

/** RIG's variables of the group “Authorization”. */
export const authorizationVariables = variablesOf("Authorization", {
    SUBSCRIPTION_CHECK: {
        type: subscriptionCheck,
        default: "no_check",
        description: "Who may subscribe: anyone, who has a valid JWT, or whom the URL's service lets pass",
        secret: "possibly",
        destinations: urlDestinations,
    },
    SUBMISSION_CHECK: {
        type: submissionCheck,
        default: "no_check",
        description:
            "Who may publish events over HTTP: RIG 3.0.0 refuses every event with any other value. Others are kept out by `networkPolicy.publicFrom`",
    },
    JWT_SECRET_KEY: {
        type: pattern(/[^]/, "the shared key (HS), or the public key's PEM text (RS)"),
        default: "none",
        description: "Key that JWTs are verified with",
        secret: "always",
    },
    JWT_ALG: {
        type: oneOf(["HS256", "HS384", "HS512", "RS256", "RS384", "RS512"]),
        default: defaultAlgorithm,
        description: "Algorithm of the JWTs",
        requires: { variable: "JWT_SECRET_KEY" },
    },
    JWT_SESSION_FIELD: {
        type: jsonPointer,
        default: "/jti",
        description: "Field of a JWT that tells its session, by which sessions are listed and revoked",
    },
});
