import assert from "node:assert/strict";
import { problems } from "../../../configuration";
import { api, secretKeys } from "../rules/table";

describe("the document of API definitions", () => {
    it("has the same problems each time it is read", () => {
        const settings = { PROXY_CONFIG_FILE: [api({ port: 0 })] };
        const found = problems({ settings });
        assert.match(
            found.join(),
            /^rig:settings\.PROXY_CONFIG_FILE\[0\]\.proxy\.port: 0 is not allowed\. Allowed: a whole number/,
        );
        assert.deepEqual(problems({ settings }), found);
        assert.deepEqual(
            problems({ settings: { PROXY_CONFIG_FILE: ` ${JSON.stringify([api({ port: 0 })])}` } }),
            found,
        );
    });

    it("has problems without the names in it when it is secret", () => {
        const definition = api(
            { port: "S3CR3T" },
            { version_data: { S3CR3T: { endpoints: [{ id: "S3CR3T", path_regex: "/" }] } } },
        );
        const PROXY_CONFIG_FILE = [definition];
        assert.deepEqual(problems({ secretSettings: { PROXY_CONFIG_FILE } }, { secretKeys }), [
            "rig:secretSettings.PROXY_CONFIG_FILE[0].version_data.….endpoints[0].method: is missing, and it is required here.",
            "rig:secretSettings.PROXY_CONFIG_FILE[0].proxy.port: the value (not shown) is not allowed. Allowed: a whole number from 1 to 65535.",
        ]);
    });
});
