import assert from "node:assert/strict";
import { fingerprint, keyedFingerprint } from "../../../../components/model/fingerprint";

describe("fingerprints", () => {
    it("depend on content, not on order", () => {
        assert.equal(fingerprint({ a: "1", b: "2" }), fingerprint({ b: "2", a: "1" }));
        assert.notEqual(fingerprint({ a: "1" }), fingerprint({ a: "2" }));
        assert.notEqual(fingerprint({ a: "1,b" }), fingerprint({ a1: ",b" }));
    });

    it("of secrets depend on the key, so that nobody can try out contents", () => {
        assert.notEqual(keyedFingerprint("k1", { a: "1" }), keyedFingerprint("k2", { a: "1" }));
        assert.notEqual(keyedFingerprint("k", { a: "1" }), fingerprint({ a: "1" }));
    });
});
