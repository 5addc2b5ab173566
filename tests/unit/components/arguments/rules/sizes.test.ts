import assert from "node:assert/strict";
import { largestExtraEnv, largestObject, longestValue } from "../../../../../components/rig/limits";
import { problems } from "../../../configuration";
import { api, itFinds } from "../../rig/rules/table";

describe("the sizes of variables", () => {
    itFinds({
        "are within the limits of Linux and Kubernetes": [
            [
                { JAEGER_HOST: "j", JAEGER_SERVICE_NAME: "x".repeat(longestValue + 1) },
                {},
                /JAEGER_SERVICE_NAME: .* is not allowed/,
            ],
            [{ PROXY_CONFIG_FILE: [api({ comment: "x".repeat(2 * longestValue) })] }, {}, undefined],
            [
                { PROXY_CONFIG_FILE: [api({ comment: "x".repeat(largestObject) })] },
                {},
                /^rig:settings: the values have .* the limit of a Kubernetes object/,
            ],
        ],
    });

    it("of further variables together are limited, since they stand in the Deployment", () => {
        const extraEnv = Object.fromEntries(
            [...Array(4).keys()].map((n) => [`A${n}`, "x".repeat(largestExtraEnv / 3)]),
        );
        assert.match(
            problems({ extraEnv }).join(),
            /^rig:extraEnv: the values have .* since they stand in the Deployment/,
        );
    });
});
