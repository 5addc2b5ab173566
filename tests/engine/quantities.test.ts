import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalQuantity } from "../../components/validation/kubernetes/quantity";
import { at } from "../unit/at";
import { kubectlWith } from "./kubectl";

const fraction = fc.integer({ min: 0, max: 999 });
const whole = fc.integer({ min: 1, max: 4000 });
const memory = fc.oneof(
    fc.tuple(whole, fc.constantFrom("", "k", "M", "G", "Ki", "Mi", "Gi")).map(([n, suffix]) => `${n}${suffix}`),
    fc
        .tuple(whole, fraction, fc.constantFrom("Ki", "Mi", "Gi", "M", "G"))
        .map(([n, f, suffix]) => `${n}.${f}${suffix}`),
    fc.tuple(whole, fc.constantFrom("e3", "E6", "e+7", "E+08")).map(([n, exponent]) => `${n}${exponent}`),
);
const cpu = fc.oneof(
    whole.map((n) => `${n}m`),
    fc.tuple(fc.integer({ min: 0, max: 64 }), fraction).map(([n, f]) => `${n}.${f}`),
);

describe("quantities in canonical form", () => {
    it("are kept by the API server as they are", async () => {
        const seed = Date.now();
        const limits = fc.sample(fc.record({ cpu, memory }), { numRuns: 200, seed }).map((limit) => ({
            cpu: canonicalQuantity(limit.cpu),
            memory: canonicalQuantity(limit.memory),
        }));
        const pod = {
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name: "quantities", namespace: "default" },
            spec: {
                containers: limits.map((limit, index) => ({
                    name: `c${index}`,
                    image: "i",
                    resources: { limits: limit },
                })),
            },
        };
        const answer: unknown = JSON.parse(await kubectlWith(pod, "create", "--dry-run=server", "-o", "json"));
        const written = limits.map((_, index) => at(answer, "spec", "containers", index, "resources", "limits"));
        assert.deepEqual(limits, written, `with seed ${seed}`);
    });
});
