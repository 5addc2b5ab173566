import assert from "node:assert/strict";
import { formationOf } from "../../../formation/formation";
import { podViews } from "./views";

const terminating: string[] = [];

describe("the formation of a cluster", () => {
    it("is that it is formed when each node is connected to all others", () => {
        for (const wanted of [1, 2, 5]) {
            const formation = formationOf({ wanted, pods: podViews(wanted), terminating });
            assert.deepEqual(formation, {
                state: "formed",
                unconnected: [],
                unreadable: [],
                foreignNodes: [],
                unavailable: 0,
            });
        }
    });

    it("is that it isn't when one isn't connected to another", () => {
        const pods = podViews(3, { b: { members: ["rig@10.0.0.1"] } });
        const { state, unconnected } = formationOf({ wanted: 3, pods, terminating });
        assert.equal(state, "not formed");
        assert.deepEqual(
            unconnected.map(({ pod, peers }) => [pod.name, peers.map(({ name }) => name)]),
            [["b", ["c"]]],
        );
    });

    it("is that it isn't when fewer pods are ready than wanted, however well they are connected", () => {
        assert.deepEqual(
            [
                formationOf({ wanted: 3, pods: podViews(2), terminating }),
                formationOf({ wanted: 2, pods: podViews(2, { a: { ready: false } }), terminating }),
            ].map(({ state, unavailable }) => [state, unavailable]),
            [
                ["not formed", 1],
                ["not formed", 1],
            ],
        );
    });

    it("is that it is formed during a rollout, with more pods than wanted", () => {
        assert.equal(formationOf({ wanted: 2, pods: podViews(3), terminating }).state, "formed");
    });

    it("doesn't count nodes of terminating pods, and names foreign ones", () => {
        const members = ["rig@10.0.0.2", "rig@10.0.0.8", "rig@127.0.0.1"];
        const formation = formationOf({ wanted: 2, pods: podViews(2, { a: { members } }), terminating: ["10.0.0.8"] });
        assert.equal(formation.state, "formed");
        assert.deepEqual(formation.foreignNodes, ["rig@127.0.0.1"]);
    });

    it("is unknown when a pod can't be asked and nothing is missing, and certain when something is", () => {
        const unreadable = { unreadable: "forbidden" };
        const some = formationOf({ wanted: 2, pods: podViews(2, { a: { members: unreadable } }), terminating });
        assert.equal(some.state, "unknown");
        assert.deepEqual(
            some.unreadable.map(({ pod, reason }) => [pod.name, reason]),
            [["a", "forbidden"]],
        );
        const pods = podViews(2, { a: { members: unreadable }, b: { members: [] } });
        assert.equal(formationOf({ wanted: 2, pods, terminating }).state, "not formed");
    });
});
