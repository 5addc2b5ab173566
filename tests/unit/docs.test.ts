import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { projectWithDescriptions, readmeWithTable } from "../../docs/generate";

const read = (file: string) => readFileSync(join(__dirname, "..", "..", file), "utf8");

describe("what is generated from the configuration's schema", () => {
    it("is current in README.md; else: npm run docs", async () => {
        const readme = read("README.md");
        const options = await prettier.resolveConfig(join(__dirname, "..", "..", "README.md"));
        assert.equal(readme, await prettier.format(readmeWithTable(readme), { ...options, parser: "markdown" }));
    });

    it("is current in Pulumi.yaml; else: npm run docs", async () => {
        const yaml = read("Pulumi.yaml");
        const options = await prettier.resolveConfig(join(__dirname, "..", "..", "Pulumi.yaml"));
        assert.equal(yaml, await prettier.format(projectWithDescriptions(yaml), { ...options, parser: "yaml" }));
    });
});
