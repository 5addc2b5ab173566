import { fixture } from "../../../../fixtures";
import { api, itFinds, jwt, request } from "./table";

describe("the key for JWTs", () => {
    itFinds({
        "is there, and fits the algorithm": [
            [
                { SUBSCRIPTION_CHECK: "jwt_validation" },
                {},
                /^rig:secretSettings\.JWT_SECRET_KEY: is missing: SUBSCRIPTION_CHECK is jwt_validation, and with an empty key/,
            ],
            [{ SUBSCRIPTION_CHECK: "JWT_VALIDATION" }, {}, /SUBSCRIPTION_CHECK is jwt_validation/],
            [{ SUBSCRIPTION_CHECK: "jwt_validation" }, jwt, undefined],
            [
                { SUBSCRIPTION_CHECK: "jwt_validation", JWT_SECRET_KEY: { existingSecret: { name: "a", key: "b" } } },
                {},
                undefined,
            ],
            [
                { JWT_ALG: "RS256" },
                jwt,
                /^rig:secretSettings\.JWT_SECRET_KEY: RS256 needs the PEM text of an RSA public key, .* Set it: pulumi config set --secret --path 'rig:secretSettings\.JWT_SECRET_KEY' < FILE$/,
            ],
            [{ JWT_ALG: "RS256" }, { JWT_SECRET_KEY: fixture("tls.key") }, /RS256 needs the PEM text/],
            [{ JWT_ALG: "RS256" }, { JWT_SECRET_KEY: fixture("tls.crt") }, /RS256 needs the PEM text/],
            [{ JWT_ALG: "RS256" }, { JWT_SECRET_KEY: fixture("rsa.pub") }, undefined],
            [
                { JWT_ALG: "rs256" },
                { JWT_SECRET_KEY: `${fixture("rsa.pub")}\n${fixture("rsa.pub")}` },
                /JWT_SECRET_KEY: this \(not shown\) has 2 PEM blocks\. RIG takes exactly one, .* with 500 otherwise/,
            ],
            [
                {},
                { JWT_SECRET_KEY: fixture("rsa.pub") },
                /HS256 takes it for the shared key\. Set settings\.JWT_ALG to RS256/,
            ],
            [
                {
                    PROXY_CONFIG_FILE: [
                        api(
                            {},
                            {
                                auth_type: "jwt",
                                version_data: { default: { endpoints: [{ ...request, secured: true }] } },
                            },
                        ),
                    ],
                },
                {},
                /is missing: API "orders" has secured endpoints/,
            ],
        ],
    });
});
