import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import fc from "fast-check";
import { validatedArgs } from "../../../../components/arguments/validate";
import { keyNames } from "../../../../stack/keys";
import { readConfiguration } from "../../../../stack/read";
import { raw } from "../../configuration";
import { configurations, marker, secretKeys } from "./arbitrary";

describe("a whole configuration", () => {
    it("is tried with every key", () => {
        const tried = new Set(fc.sample(configurations, 2000).flatMap((values) => Object.keys(values)));
        assert.deepEqual([...tried].sort(), [...keyNames].sort());
    });

    it("of thousands yields arguments that the component takes, or the one error without a secret in it", () => {
        const counts = { taken: 0, refused: 0 };
        fc.assert(
            fc.property(configurations, (values) => {
                let args;
                try {
                    args = readConfiguration(raw(values, { secretKeys })).gateway;
                } catch (error) {
                    assert.ok(RunError.isInstance(error), `${String(error)} for ${JSON.stringify(values)}`);
                    assert.ok(!error.message.includes(marker), error.message);
                    counts.refused += 1;
                    return;
                }
                assert.deepEqual(validatedArgs("gateway", args), args);
                counts.taken += 1;
            }),
            { numRuns: 4000 },
        );
        assert.ok(counts.taken > 400 && counts.refused > 400, JSON.stringify(counts));
    }).timeout(300_000);

    it("never shows a secret when the component checks it", () => {
        fc.assert(
            fc.property(configurations, ({ secretSettings }) => {
                const given: object = { namespace: "n", secretSettings, cookie: { value: marker } };
                assert.throws(
                    () => validatedArgs("gateway", { namespace: "n", ...given }),
                    (error) => RunError.isInstance(error) && !error.message.includes(marker),
                );
            }),
            { numRuns: 1000 },
        );
    });
});
