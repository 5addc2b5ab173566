import assert from "node:assert/strict";
import { deployTimeout } from "../../../../components/model/rollout";

describe("the deploy timeout", () => {
    it("grows with the pods, which are replaced one after the other", () => {
        const timeout = (replicas: number, minReadySeconds: number) => deployTimeout({ replicas, minReadySeconds });
        assert.ok(timeout(2, 0) < timeout(3, 0));
        assert.ok(timeout(3, 0) < timeout(3, 60));
        assert.ok(timeout(3, 60) < 600, "below Pulumi's own ten minutes for the size of prod");
    });

    it("is the given one, if there is one", () => {
        assert.equal(deployTimeout({ replicas: 3, deployTimeout: 7 }), 7);
    });
});
