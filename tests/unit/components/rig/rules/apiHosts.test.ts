import assert from "node:assert/strict";
import { problems } from "../../../configuration";
import { api, secretKeys, kafka } from "./table";

describe("the variables from which API definitions take their hosts", () => {
    it("may be further variables with a host", () => {
        const settings = { PROXY_CONFIG_FILE: [api({ use_env: true, target_url: "ORDERS" })] };
        assert.deepEqual(problems({ settings, extraEnv: { ORDERS: "http://orders" } }), []);
        assert.match(
            problems({ settings, extraEnv: { ORDERS: "http://orders:80/v1" } }).join(),
            /^rig:extraEnv\.ORDERS: API "orders" forwards to it\. Allowed: a host, or http/,
        );
    });

    it("may be variables of RIG that name a host, but no reserved variables", () => {
        const from = (target_url: string) => ({ PROXY_CONFIG_FILE: [api({ use_env: true, target_url })] });
        assert.deepEqual(problems({ settings: { ...from("JAEGER_HOST"), JAEGER_HOST: "jaeger" } }), []);
        const own = /Name a variable of your own there, and set it in extraEnv\.$/;
        assert.match(problems({ settings: from("JAEGER_HOST") }).join(), own);
        assert.match(problems({ settings: { ...kafka, ...from("KAFKA_BROKERS") } }).join(), own);
        assert.match(problems({ settings: from("NODE_HOST") }).join(), own);
    });

    it("are not shown when the document is secret", () => {
        const secret = [api({ use_env: true, target_url: "S3CR3T" }, { id: "S3CR3T" })];
        const found = problems({ secretSettings: { PROXY_CONFIG_FILE: secret } }, { secretKeys }).join();
        assert.match(found, /an API takes its host from an environment variable, which isn't set/);
        assert.ok(!found.includes("S3CR3T"));
    });
});
