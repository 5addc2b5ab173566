import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { keyNames } from "../../../stack/keys";
import { projectEntry } from "../../../docs/configuration";
import { at } from "../at";

const root = join(__dirname, "..", "..", "..");
const read = (file: string): unknown => parse(readFileSync(join(root, file), "utf8"));

describe("Pulumi.yaml", () => {
    const config = at(read("Pulumi.yaml"), "config");

    it("describes every key as the schema does, and types none, so that all problems come in one message", () => {
        const described = Object.entries(typeof config === "object" && config !== null ? config : {})
            .filter(([name]) => !name.includes(":"))
            .map(([name, entry]) => [name, entry] as const);
        assert.deepEqual(
            described.map(([name]) => name),
            keyNames,
        );
        for (const name of keyNames) {
            assert.deepEqual(at(config, name), projectEntry(name), "run: npm run docs");
        }
    });

    it("names the program by its file, since Pulumi would prefer what package.json exports", () => {
        assert.equal(at(read("Pulumi.yaml"), "main"), "index.ts");
    });

    it("switches the default provider off", () => {
        assert.deepEqual(at(config, "pulumi:disable-default-providers"), { value: ["kubernetes"] });
    });
});

describe("the stacks", () => {
    it("differ in configuration keys that exist", () => {
        for (const stack of ["dev", "prod"]) {
            const config = at(read(`Pulumi.${stack}.yaml`), "config");
            assert.ok(typeof config === "object" && config !== null);
            for (const key of Object.keys(config)) {
                assert.ok(
                    keyNames.some((name) => key === `rig:${name}`),
                    key,
                );
            }
        }
    });
});
