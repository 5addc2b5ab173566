import assert from "node:assert/strict";
import { problems } from "../../../configuration";
import { itFinds } from "./table";

describe("Kinesis", () => {
    itFinds({
        "needs an image with Java": [
            [
                { KINESIS_ENABLED: true },
                {},
                /^rig:settings\.KINESIS_ENABLED: Kinesis needs Java, .* Set image\.tag to aws-3\.0\.0\.$/,
            ],
            [{ KINESIS_ENABLED: false }, {}, undefined],
        ],
    });

    it("runs with RIG's image for AWS, or with an image of the user's own", () => {
        const settings = { KINESIS_ENABLED: true };
        assert.deepEqual(problems({ settings, image: { tag: "aws-3.0.0" } }), []);
        assert.deepEqual(problems({ settings, image: { repository: "mirror.example.com/rig" } }), []);
    });
});
