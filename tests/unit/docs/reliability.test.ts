import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { faults } from "../../../docs/reliability";

const folder = join(__dirname, "..", "..", "engine", "reliability");

describe("the page of faults", () => {
    it("has a row for each fault that a test causes, with the file of the test, and no other", () => {
        const tested = readdirSync(folder)
            .filter((file) => file.endsWith(".test.ts"))
            .flatMap((file) =>
                [...readFileSync(join(folder, file), "utf8").matchAll(/describeFault\("(\w+)"/g)].map(([, name]) => [
                    name,
                    file,
                ]),
            );
        const rows = Object.entries(faults).map(([name, { test }]) => [name, `${test}.test.ts`]);
        assert.deepEqual(tested.sort(), rows.sort());
    });
});
