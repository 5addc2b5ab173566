import assert from "node:assert/strict";
import { warnings } from "../../../../../components/arguments/warnings";

const namespace = "n";

describe("a tag of another version of RIG", () => {
    it("is warned about: the settings are checked as those of RIG 3.0.0", () => {
        assert.deepEqual(warnings({ namespace, image: { tag: "2.4.0" } }), [
            "image.tag names RIG 2.4.0, and the settings are checked as those of RIG 3.0.0. RIG 2.4.0 may ignore some of them, and an error about a setting may be wrong. Compare the settings with the documentation of RIG 2.4.0, and put variables that only it reads into extraEnv; or set image.tag to 3.0.0.",
        ]);
        assert.match(warnings({ namespace, image: { tag: "3.1.0-custom" } }).join(), /^image\.tag names RIG 3\.1\.0,/);
    });

    it("is none where the tag is of the same version, or of no known one", () => {
        for (const image of [
            {},
            { tag: "aws-3.0.0" },
            { tag: "3.0.0-custom" },
            { tag: "latest" },
            { digest: `sha256:${"0".repeat(64)}` },
            { repository: "registry.example.com/our-gateway", tag: "2.4.0" },
        ]) {
            assert.deepEqual(warnings({ namespace, image }), [], JSON.stringify(image));
        }
    });
});
