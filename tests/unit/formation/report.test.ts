import assert from "node:assert/strict";
import { readGateway } from "../../../formation/stackOutputs";
import { report } from "../../../formation/report";
import { formationOf } from "../../../formation/formation";
import { podViews } from "./views";

describe("the report of the check", () => {
    it("says who isn't connected to whom, why, and what follows", () => {
        const observation = {
            wanted: 3,
            pods: podViews(3, { a: { members: [], ready: false }, c: { members: { unreadable: "forbidden" } } }),
            terminating: [],
        };
        const text = report(observation, formationOf(observation), [{ subject: "DNS", text: "no answer" }]);
        assert.deepEqual(text.split("\n"), [
            "Pods: 3, wanted: 3.",
            "  a (10.0.0.1, not ready): connected to 0 of 2 others, misses b, c",
            "  b (10.0.0.2): connected to 2 of 2 others",
            "  c (10.0.0.3): can't be asked: forbidden",
            "Likely causes:",
            "  DNS: no answer",
            "The cluster is NOT formed.",
        ]);
    });
});

describe("the report about a parked gateway", () => {
    it("says that it is parked, unless there are pods left", () => {
        const parked = { wanted: 0, pods: [], terminating: ["10.0.0.1"] };
        assert.match(report(parked, formationOf(parked), []), /^Pods: 0, wanted: 0\.\nThe gateway is parked/);
        const terminating = { ...parked, pods: podViews(1) };
        assert.doesNotMatch(report(terminating, formationOf(terminating), []), /parked/);
    });
});

describe("the outputs that the check reads", () => {
    const outputs = {
        namespace: "rig",
        deploymentName: "d",
        dnsName: "n",
        replicas: 2,
        target: { context: "c", server: "s" },
    };

    it("are those of a deployed gateway", () => {
        const { namespace, target } = readGateway(JSON.stringify(outputs));
        assert.deepEqual([namespace, target.context], ["rig", "c"]);
    });

    it("are refused when they are others, with what is missing", () => {
        assert.throws(() => readGateway("{}"), /namespace is missing.*Is the stack deployed\?/);
        assert.throws(() => readGateway(JSON.stringify({ ...outputs, target: undefined })), /target is missing/);
        assert.throws(() => readGateway("no"), /pulumi stack output --json/);
    });
});
