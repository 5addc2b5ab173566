import assert from "node:assert/strict";
import { problems, type Values } from "../../../configuration";
import { api, secretKeys } from "./table";

describe("RIG's variables together", () => {
    it("aren't reported as missing while the value that sets them is wrong", () => {
        const uses = { KAFKA_SOURCE_TOPICS: ["a"], JWT_ALG: "HS512", INBOUND_HTTPS_PORT: 8443 };
        const only = (values: Values, ...keys: string[]) => {
            const found = problems(values, { secretKeys });
            assert.deepEqual(
                found.map((line) => line.replace(/: .*/, "")),
                keys.map((key) => `rig:${key}`),
                found.join("\n"),
            );
        };
        only(
            { settings: uses, secretSettings: "all of it", tls: { existingSecret: "A" } },
            "secretSettings",
            "tls.existingSecret",
        );
        only(
            { settings: { INBOUND_HTTPS_PORT: 8443 }, tls: { issuer: { name: "ca", kind: "Any" }, hosts: ["a"] } },
            "tls.issuer.kind",
        );
        only(
            {
                settings: uses,
                secretSettings: { KAFKA_BROKERS: "kafka", JWT_SECRET_KEY: "" },
                tls: { existingSecret: "a" },
            },
            "secretSettings.KAFKA_BROKERS",
            "secretSettings.JWT_SECRET_KEY",
        );
        const settings = { PROXY_CONFIG_FILE: [api({ use_env: true, target_url: "ORDERS" })] };
        only({ settings, extraEnv: { ORDERS: {} } }, "extraEnv.ORDERS");
        only({ settings, extraEnv: "ORDERS" }, "extraEnv");
        only({ settings: { KINESIS_ENABLED: true }, image: { tag: 3 } }, "image.tag");
        only({ nodeAddress: "host", serviceType: "Nodeport" }, "serviceType");
        only({ chart: { version: "2.1.3" }, method: "Helm" }, "method");
        only({ deployTimeout: 60, minReadySeconds: "one" }, "minReadySeconds");
        only(
            { resources: { requests: { "example.com/gpu": 1 }, limits: { "example.com/gpu": "one" } } },
            "resources.limits.example.com/gpu",
        );
    });
});
