import assert from "node:assert/strict";
import fc from "fast-check";
import {
    canonicalQuantity,
    compareQuantities,
    isAboveRatio,
    isQuantity,
    isWholeQuantity,
    roundUp,
    sumOfQuantities,
} from "../../../../../components/validation/kubernetes/quantity";

const suffixes = ["", "m", "k", "M", "G", "Ki", "Mi", "Gi", "e6", "E-3", "e+2"];
const quantity = fc
    .tuple(
        fc.integer({ min: 0, max: 99999 }),
        fc.option(fc.integer({ min: 0, max: 999 })),
        fc.constantFrom(...suffixes),
    )
    .map(([whole, fraction, suffix]) => `${whole}${fraction === null ? "" : `.${fraction}`}${suffix}`);

describe("quantities", () => {
    it("are told from other texts", () => {
        for (const good of [
            "1",
            "250m",
            "0.5",
            "1.5Gi",
            ".5",
            "100k",
            "3Ei",
            "3E",
            "129e6",
            "1E3",
            "1.5e-2",
            "1e+21",
        ]) {
            assert.ok(isQuantity(good), good);
        }
        for (const bad of ["", "m", "-1", "1 Gi", "1gi", "0x1", "1e", "1e3k", "1e1.5", "1EE3", "1KiB", "one"]) {
            assert.ok(!isQuantity(bad), bad);
        }
    });

    it("become what the API server writes back", () => {
        const table: [string, string][] = [
            ["0.25", "250m"],
            ["1000m", "1"],
            ["0.0", "0"],
            ["1024Mi", "1Gi"],
            ["1.5Gi", "1536Mi"],
            ["0.5Ki", "512"],
            ["100000", "100k"],
            ["1024", "1024"],
            ["512Mi", "512Mi"],
            ["2", "2"],
            ["129e6", "129M"],
            ["1E3", "1k"],
            ["5e-1", "500m"],
            ["1.5e1", "15"],
            ["1e-10", "1n"],
        ];
        for (const [text, canonical] of table) {
            assert.equal(canonicalQuantity(text), canonical, text);
        }
    });

    it("keep their value and are canonical once and for all", () => {
        fc.assert(
            fc.property(quantity, (text) => {
                const canonical = canonicalQuantity(text);
                return compareQuantities(text, canonical) === 0 && canonicalQuantity(canonical) === canonical;
            }),
        );
    });

    it("are ordered by value, not by text", () => {
        assert.ok(compareQuantities("512Mi", "1Gi") < 0);
        assert.ok(compareQuantities("1", "999m") > 0);
        assert.equal(compareQuantities("1Gi", "1024Mi"), 0);
    });

    it("are whole numbers, or not", () => {
        const whole = ["1.5Gi", "1000m", "1e3", "0"];
        assert.deepEqual(whole.filter(isWholeQuantity), whole);
        assert.deepEqual(["512m", "0.5", "1e-1", "0.3Ki"].filter(isWholeQuantity), []);
    });

    it("are added up exactly, in the form of memory if one of them has it", () => {
        assert.equal(sumOfQuantities([]), "0");
        assert.equal(sumOfQuantities(["250m", "0.75"]), "1");
        assert.equal(sumOfQuantities(["512Mi", "512Mi"]), "1Gi");
        assert.equal(sumOfQuantities(["1", "1", "1"]), "3");
    });

    it("are so many times another one, or more", () => {
        assert.ok(!isAboveRatio("512Mi", "256Mi", "2"));
        assert.ok(isAboveRatio("513Mi", "256Mi", "2"));
        assert.ok(isAboveRatio("1", "250m", "3.9"));
    });

    it("are rounded up to whole CPUs", () => {
        assert.deepEqual(["100m", "1", "1001m", "2.5"].map(roundUp), [1, 1, 2, 3]);
    });
});
