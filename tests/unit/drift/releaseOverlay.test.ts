import assert from "node:assert/strict";
import type { LiveObject } from "../../../drift/liveObjects";
import { recordedOverlay, updatedOverlay } from "../../../drift/releaseOverlay";
import { overlayVariable } from "../../../components/helm/overlay";

const overlay = (replicas: number, further: object = {}) =>
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

/** As Helm has recorded it in its fifth revision. */
const recorded = (text: string) => ({ text, revision: 5 });

describe("the overlay of a release", () => {
    it("is another one when an object in it was changed by someone, and stays that until the next time", () => {
        const inputs = { absent: [], isAutoscaled: false };
        const drifted = { ...inputs, objects: [live(2, true)], recorded: recorded(overlay(2)) };
        const changed = updatedOverlay(overlay(2), drifted);
        assert.equal(changed, overlay(2, { putRight: ["Deployment d 7"] }));
        const next = { ...inputs, objects: [live(2)] };
        assert.equal(updatedOverlay(overlay(2), { ...next, recorded: recorded(changed) }), changed);
        assert.equal(updatedOverlay(overlay(2), next), overlay(2));
        const elsewhere = { ...inputs, objects: [live(2, true, "another")] };
        assert.equal(updatedOverlay(overlay(2), elsewhere), overlay(2));
    });

    it("is another one when an object in it was deleted, each time", () => {
        const service = { apiVersion: "v1", kind: "Service", namespace: "n", name: "s" };
        const inputs = { objects: [live(2)], absent: [service], isAutoscaled: false };
        const deleted = updatedOverlay(overlay(2), { ...inputs, recorded: recorded(overlay(2)) });
        assert.equal(deleted, overlay(2, { putRight: ["Service s of revision 5"] }));
        const present = { ...inputs, absent: [], recorded: { text: deleted, revision: 6 } };
        assert.equal(updatedOverlay(overlay(2), present), deleted);
        const again = updatedOverlay(overlay(2), { ...inputs, recorded: { text: deleted, revision: 6 } });
        assert.equal(again, overlay(2, { putRight: ["Service s of revision 6"] }));
        // Of what no release has, nobody has deleted anything.
        assert.equal(updatedOverlay(overlay(2), inputs), overlay(2));
        const another = { ...inputs, absent: [{ ...service, name: "another" }] };
        assert.equal(updatedOverlay(overlay(2), { ...another, recorded: recorded(overlay(2)) }), overlay(2));
    });

    it("keeps the number of pods that it had while nothing else changes, and else has the one that there is", () => {
        const inputs = { objects: [live(7)], absent: [], isAutoscaled: true };
        const withFive = { ...inputs, recorded: recorded(overlay(5)) };
        assert.equal(updatedOverlay(overlay(2), withFive), overlay(5));
        assert.equal(updatedOverlay(overlay(2, { x: 1 }), withFive), overlay(7, { x: 1 }));
        // What was put right stays noted, and is no change.
        const noted = overlay(5, { putRight: ["Deployment d 3"] });
        assert.equal(updatedOverlay(overlay(2), { ...inputs, recorded: recorded(noted) }), noted);
        // The first one starts with what the configuration says.
        assert.equal(updatedOverlay(overlay(2), { ...inputs, objects: [] }), overlay(2));
        assert.equal(updatedOverlay(overlay(2), inputs), overlay(7));
    });

    it("is found among the values of the release's last revision", () => {
        const release = (latestValues: unknown) => ({
            revision: 5,
            status: "deployed",
            objects: [],
            latestObjects: [],
            latestValues,
            parts: [],
            earlierParts: [],
        });
        const values = { deployment: { env: { [overlayVariable]: "{}" } } };
        assert.deepEqual(recordedOverlay(release(values)), recorded("{}"));
        assert.equal(recordedOverlay(release({ deployment: {} })), undefined);
        assert.equal(recordedOverlay(release(undefined)), undefined);
        assert.equal(recordedOverlay("absent"), undefined);
    });
});
