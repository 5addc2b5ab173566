import assert from "node:assert/strict";
import { imageReference, versionLabel } from "../../../../components/model/image";

describe("images", () => {
    it("are named by tag or by digest", () => {
        assert.equal(imageReference({}), "accenture/reactive-interaction-gateway:3.0.0");
        assert.equal(imageReference({ repository: "r", tag: "t" }), "r:t");
        assert.equal(imageReference({ repository: "r", digest: "sha256:1" }), "r@sha256:1");
    });

    it("have a version that is a label value", () => {
        for (const tag of ["3.0.0", "_x_", "a".repeat(128), `${"a".repeat(62)}-b`]) {
            assert.match(versionLabel({ tag }), /^(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/);
        }
        assert.equal(versionLabel({ digest: `sha256:${"a".repeat(64)}` }).length, 63);
    });
});
