import assert from "node:assert/strict";
import { defaultDeployTimeout } from "../../../../components/model/timeouts";

describe("the deploy timeout", () => {
    it("grows with the pods, which are replaced one after the other", () => {
        assert.ok(defaultDeployTimeout(2, 0) < defaultDeployTimeout(3, 0));
        assert.ok(defaultDeployTimeout(3, 0) < defaultDeployTimeout(3, 60));
        assert.ok(defaultDeployTimeout(3, 60) < 600, "below Pulumi's own ten minutes for the size of prod");
    });
});
