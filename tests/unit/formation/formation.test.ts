import assert from "node:assert/strict";
import { formationOf } from "../../../formation/formation";
import { podViews } from "./views";

const leaving: string[] = [];

describe("the verdict on a cluster", () => {
    it("is that it is formed when each node is connected to all others", () => {
        for (const wanted of [1, 2, 5]) {
            const verdict = formationOf({ wanted, pods: podViews(wanted), leaving });
            assert.deepEqual(verdict, { state: "formed", missing: [], unreadable: [], strangers: [], absent: 0 });
        }
    });

    it("is that it isn't when one misses another", () => {
        const pods = podViews(3, { b: { members: ["rig@10.0.0.1"] } });
        const { state, missing } = formationOf({ wanted: 3, pods, leaving });
        assert.equal(state, "not formed");
        assert.deepEqual(
            missing.map(({ pod, misses }) => [pod.name, misses.map(({ name }) => name)]),
            [["b", ["c"]]],
        );
    });

    it("is that it isn't when fewer pods are ready than wanted, however well they are connected", () => {
        assert.deepEqual(
            [
                formationOf({ wanted: 3, pods: podViews(2), leaving }),
                formationOf({ wanted: 2, pods: podViews(2, { a: { ready: false } }), leaving }),
            ].map(({ state, absent }) => [state, absent]),
            [
                ["not formed", 1],
                ["not formed", 1],
            ],
        );
    });

    it("is that it is formed during a rollout, with more pods than wanted", () => {
        assert.equal(formationOf({ wanted: 2, pods: podViews(3), leaving }).state, "formed");
    });

    it("doesn't count nodes of pods that are going, and names strangers", () => {
        const members = ["rig@10.0.0.2", "rig@10.0.0.8", "rig@127.0.0.1"];
        const verdict = formationOf({ wanted: 2, pods: podViews(2, { a: { members } }), leaving: ["10.0.0.8"] });
        assert.equal(verdict.state, "formed");
        assert.deepEqual(verdict.strangers, ["rig@127.0.0.1"]);
    });

    it("is unknown when a pod can't be asked and nothing is missing, and certain when something is", () => {
        const unreadable = { unreadable: "forbidden" };
        const some = formationOf({ wanted: 2, pods: podViews(2, { a: { members: unreadable } }), leaving });
        assert.equal(some.state, "unknown");
        assert.deepEqual(
            some.unreadable.map(({ pod, reason }) => [pod.name, reason]),
            [["a", "forbidden"]],
        );
        const pods = podViews(2, { a: { members: unreadable }, b: { members: [] } });
        assert.equal(formationOf({ wanted: 2, pods, leaving }).state, "not formed");
    });
});
