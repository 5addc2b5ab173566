import assert from "node:assert/strict";
import type { LiveObject } from "../../../drift/drift";
import { overlayIn, updatedOverlay } from "../../../drift/releaseOverlay";
import { overlayVariable } from "../../../components/helm/overlay";

const plan = (replicas: number, further: object = {}) =>
    JSON.stringify({
        chart: "c",
        objects: [
            { kind: "Deployment", metadata: { name: "d" }, spec: { replicas, minReadySeconds: 0 } },
            { kind: "Service", metadata: { name: "s" } },
        ],
        ...further,
    });

const live = (replicas: number, isDrifted = false, name = "d"): LiveObject => ({
    reference: { apiVersion: "apps/v1", kind: "Deployment", name, namespace: "n" },
    found: { labels: {}, data: {}, spec: { replicas }, generation: 7 },
    drifted: isDrifted ? [{ path: ["f:spec", "f:paused"], manager: "kubectl", since: undefined, isShared: false }] : [],
    added: [],
});

describe("the plan of a release", () => {
    it("is another one when an object in it was changed by someone, and stays that until the next time", () => {
        const changed = updatedOverlay(plan(2), { objects: [live(2, true)], isAutoscaled: false, recorded: plan(2) });
        assert.equal(changed, plan(2, { putRight: ["Deployment d 7"] }));
        const next = { objects: [live(2)], isAutoscaled: false };
        assert.equal(updatedOverlay(plan(2), { ...next, recorded: changed }), changed);
        assert.equal(updatedOverlay(plan(2), next), plan(2));
        const elsewhere = { objects: [live(2, true, "another")], isAutoscaled: false };
        assert.equal(updatedOverlay(plan(2), elsewhere), plan(2));
    });

    it("keeps the number of pods that it had while nothing else changes, and else has the one that there is", () => {
        const circumstances = { objects: [live(7)], isAutoscaled: true };
        assert.equal(updatedOverlay(plan(2), { ...circumstances, recorded: plan(5) }), plan(5));
        assert.equal(updatedOverlay(plan(2, { x: 1 }), { ...circumstances, recorded: plan(5) }), plan(7, { x: 1 }));
        // What was put right stays noted, and is no change.
        const noted = plan(5, { putRight: ["Deployment d 3"] });
        assert.equal(updatedOverlay(plan(2), { ...circumstances, recorded: noted }), noted);
        // The first one starts with what the configuration says.
        assert.equal(updatedOverlay(plan(2), { objects: [], isAutoscaled: true }), plan(2));
        assert.equal(updatedOverlay(plan(2), circumstances), plan(7));
    });

    it("is found among the values of a release", () => {
        assert.equal(overlayIn({ deployment: { env: { [overlayVariable]: "{}" } } }), "{}");
        assert.equal(overlayIn({ deployment: {} }), undefined);
        assert.equal(overlayIn(undefined), undefined);
    });
});
