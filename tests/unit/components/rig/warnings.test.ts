import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { settingsWarnings } from "../../../../components/rig/warnings";
import { fixture } from "../../../fixtures";

const namespace = "n";

describe("a shared key for JWTs", () => {
    const table: [algorithm: string | undefined, bytes: number, warned: boolean][] = [
        [undefined, 31, true],
        [undefined, 32, false],
        ["HS256", 1, true],
        ["HS256", 32, false],
        ["HS384", 47, true],
        ["HS384", 48, false],
        ["HS512", 63, true],
        ["HS512", 64, false],
    ];
    for (const [algorithm, bytes, warned] of table) {
        it(`of ${bytes} bytes for ${algorithm ?? "RIG's default"}: ${warned ? "a warning" : "none"}`, () => {
            const settings: Record<string, string> = algorithm === undefined ? {} : { JWT_ALG: algorithm };
            const found = settingsWarnings({
                namespace,
                settings,
                secretSettings: { JWT_SECRET_KEY: "\u00fc".repeat(bytes / 2) + "k".repeat(bytes % 2) },
            });
            assert.equal(found.length, warned ? 1 : 0);
            const start = /^secretSettings\.JWT_SECRET_KEY: the key \(not shown\) has less than \d\d bytes/;
            assert.ok(found.every((text) => start.test(text) && !/\u00fc|kk/.test(text)));
        });
    }

    it("isn't judged where it can't be seen, and a public key is none", () => {
        const jwt = { existingSecret: { name: "jwt", key: "key" } };
        assert.deepEqual(settingsWarnings({ namespace }), []);
        assert.deepEqual(settingsWarnings({ namespace, settingsFrom: { JWT_SECRET_KEY: jwt } }), []);
        assert.deepEqual(settingsWarnings({ namespace, secretSettings: { JWT_SECRET_KEY: pulumi.output("k") } }), []);
        const rsa = { settings: { JWT_ALG: "RS256" }, secretSettings: { JWT_SECRET_KEY: fixture("rsa.pub") } };
        assert.deepEqual(settingsWarnings({ namespace, ...rsa }), []);
    });
});

describe("a timeout", () => {
    it("in which hardly a backend answers: a warning", () => {
        const settings = (timeout: string) => ({ namespace, settings: { PROXY_RECV_TIMEOUT: timeout } });
        assert.deepEqual(settingsWarnings(settings("5")), [
            "settings.PROXY_RECV_TIMEOUT: 5 ms is less than a backend needs, and a request that isn't answered in time fails. If seconds are meant, set it to milliseconds.",
        ]);
        assert.deepEqual(settingsWarnings(settings("100")), []);
        const later = { PROXY_RECV_TIMEOUT: pulumi.output("5") };
        assert.deepEqual(settingsWarnings({ namespace, settings: later }), []);
    });
});
