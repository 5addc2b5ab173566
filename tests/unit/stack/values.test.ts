import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chdir, cwd } from "node:process";
import { fixture } from "../../fixtures";
import { problems, read } from "../configuration";

describe("files beside the stack file", () => {
    const before = cwd();

    beforeEach(() => {
        chdir(join(__dirname, "..", "..", "fixtures"));
    });

    afterEach(() => {
        chdir(before);
    });

    it("are read for certificates, keys and JSON documents", () => {
        const { gateway } = read(
            {
                settings: { HTTPS_CERTFILE: "./tls.crt", PROXY_CONFIG_FILE: "proxy.json" },
                secretSettings: { HTTPS_KEYFILE: "tls.key" },
            },
            { secretKeys: ["rig:secretSettings"] },
        );
        assert.deepEqual(gateway.settings, {
            HTTPS_CERTFILE: fixture("tls.crt"),
            PROXY_CONFIG_FILE: JSON.stringify(JSON.parse(fixture("proxy.json"))).replace("/orders", "^^(?:/orders)$$"),
        });
        assert.deepEqual(gateway.secretSettings, { HTTPS_KEYFILE: fixture("tls.key") });
    });

    it("have to be there", () => {
        const found = problems({ settings: { PROXY_CONFIG_FILE: "apis.json" } });
        assert.match(found.join(), /^rig:settings\.PROXY_CONFIG_FILE: .* As such a path, it can't be read\.$/);
    });

    it("have to hold what is asked for", () => {
        const found = problems({ settings: { PROXY_CONFIG_FILE: "tls.crt" } });
        assert.match(found.join(), /As such a path, it has something else in it\.$/);
    });

    it("are text in UTF-8, with or without a byte order mark, and fit into an object", () => {
        const folder = mkdtempSync(join(tmpdir(), "rig-"));
        chdir(folder);
        try {
            writeFileSync("marked.json", '\uFEFF["ö"]');
            writeFileSync("latin.json", Buffer.from('["ö"]', "latin1"));
            writeFileSync("large.json", " ".repeat(1024 * 1024 + 1));
            const told = (path: string) => problems({ settings: { PROXY_CONFIG_FILE: path } }).join();
            assert.match(told("marked.json"), /^rig:settings\.PROXY_CONFIG_FILE\[0\]: "ö" is not allowed\./);
            assert.match(told("latin.json"), /As such a path, it is no text in UTF-8\.$/);
            assert.match(told("large.json"), /it has more than 1048576 bytes, the limit of a Kubernetes object\.$/);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("hold no private key in the open", () => {
        const found = problems({ settings: { HTTPS_CERTFILE: "tls.crt", HTTPS_KEYFILE: "tls.key" } });
        assert.match(found.join(), /^rig:settings\.HTTPS_KEYFILE: its value is a secret \(not shown\)/);
    });
});

describe("an existing Secret", () => {
    const reference = { existingSecret: { name: "jwt", key: "k" } };

    it("may be named in either map, and is no secret itself", () => {
        for (const map of ["settings", "secretSettings"]) {
            assert.deepEqual(read({ [map]: { JWT_SECRET_KEY: reference } }).gateway.settingsFrom, {
                JWT_SECRET_KEY: reference,
            });
        }
    });

    it("is named once", () => {
        const found = problems({
            settings: { JWT_SECRET_KEY: reference },
            secretSettings: { JWT_SECRET_KEY: reference },
        });
        assert.match(found.join(), /^rig:secretSettings\.JWT_SECRET_KEY: the variable is in settings, too/);
    });

    it("is recognized when it is said as Kubernetes says it, or nearly right", () => {
        for (const key of ["existingsecret", "secretKeyRef", "valueFrom", "secret", "existingSecrets"]) {
            const found = problems({ settings: { JWT_SECRET_KEY: { [key]: { name: "jwt", key: "k" } } } });
            assert.deepEqual(
                found.filter((line) => line.includes(`JWT_SECRET_KEY.${key}: there is no such key.`)).length,
                1,
                found.join(),
            );
        }
    });

    it("is told of in the map where it stands", () => {
        const found = problems({ secretSettings: { KAFKA_SASL: reference } });
        assert.match(found.join(), /^rig:secretSettings\.KAFKA_SASL: it has no use without KAFKA_BROKERS/);
    });
});
