import assert from "node:assert/strict";
import fc from "fast-check";
import { clusterCheckLabels, objectLabels, selectorLabels } from "../../../../components/model/labels";
import {
    fullName,
    instanceLabel,
    isOfStack,
    longestFullName,
    objectNames,
    stackOfLabel,
} from "../../../../components/model/names";

const labelValue = /^(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const identity = fc.record({
    project: fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,40}$/),
    stack: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/),
    name: fc.stringMatching(/^[a-z][a-z0-9]{0,24}$/),
});

describe("names", () => {
    it("are those of RIG's own chart", () => {
        assert.equal(fullName("rig"), "rig-reactive-interaction-gateway");
        assert.equal(fullName("reactive-interaction-gateway"), "reactive-interaction-gateway");
        assert.equal(fullName("my-reactive-interaction-gateway"), "my-reactive-interaction-gateway");
    });

    it("fit into a Service's 63 characters for the longest name allowed", () => {
        const { headlessService, adminService } = objectNames("a".repeat(25));
        assert.equal(headlessService.length, 63);
        assert.ok(adminService.length <= 63);
    });

    it("differ between kinds that share a namespace", () => {
        const { publicService, adminService, headlessService, ...others } = objectNames("rig");
        assert.equal(new Set([publicService, adminService, headlessService]).size, 3);
        const policies = [...Object.values(others.networkPolicies), ...Object.values(others.settingsPolicies)];
        assert.equal(new Set(policies).size, 8);
    });
});

describe("the instance label", () => {
    it("is a label value that starts readably", () => {
        assert.match(instanceLabel({ project: "rig", stack: "dev", name: "rig" }), /^rig-dev-[0-9a-f]{10}$/);
        fc.assert(fc.property(identity, (each) => labelValue.test(instanceLabel(each))));
    });

    it("is another one for every project, stack and name", () => {
        fc.assert(
            fc.property(identity, identity, (a, b) => {
                const same = a.project === b.project && a.stack === b.stack && a.name === b.name;
                return same === (instanceLabel(a) === instanceLabel(b));
            }),
        );
        const [a, b] = [
            instanceLabel({ project: "ab", stack: "c", name: "n" }),
            instanceLabel({ project: "a", stack: "bc", name: "n" }),
        ];
        assert.notEqual(a, b);
    });
});

describe("the stack in an instance label", () => {
    it("is found for the right project and name only", () => {
        const label = instanceLabel({ project: "rig", stack: "prod-eu", name: "rig" });
        assert.equal(stackOfLabel(label, { project: "rig", name: "rig" }), "prod-eu");
        assert.equal(stackOfLabel(label, { project: "other", name: "rig" }), undefined);
        assert.equal(stackOfLabel("theirs", { project: "rig", name: "rig" }), undefined);
    });
});

describe("whether an instance label is of a stack", () => {
    const stack = { project: "rig", stack: "prod" };

    it("is told for names of every length", () => {
        for (let length = 1; length <= longestFullName; length += 1) {
            const label = instanceLabel({ ...stack, name: "x".repeat(length) });
            assert.ok(isOfStack(label, stack), `${length}`);
            assert.ok(!isOfStack(label, { ...stack, stack: "dev" }), `${length}`);
            assert.ok(!isOfStack(label, { ...stack, project: "other" }), `${length}`);
        }
        assert.ok(!isOfStack("", stack));
    });
});

describe("labels", () => {
    const rig = { project: "rig", stack: "dev", name: "rig" };

    it("of the user add, and never override", () => {
        const labels = objectLabels(rig, { team: "edge", "app.kubernetes.io/name": "mine" });
        assert.equal(labels.team, "edge");
        assert.equal(labels["app.kubernetes.io/name"], "reactive-interaction-gateway");
    });

    it("contain the selector, which has nothing of the user's", () => {
        const selector = selectorLabels(rig);
        assert.deepEqual(Object.keys(selector).sort(), ["app.kubernetes.io/instance", "app.kubernetes.io/name"]);
        const labels = objectLabels(rig, { team: "edge" });
        assert.ok(Object.entries(selector).every(([key, value]) => labels[key] === value));
    });

    it("have values that Kubernetes takes, whatever Pulumi's project and stack are called", () => {
        const anyName = fc.stringMatching(/^[A-Za-z0-9._-]{1,100}$/);
        const anyIdentity = fc.record({ project: anyName, stack: anyName, name: identity.map(({ name }) => name) });
        const areRight = (each: { project: string; stack: string; name: string }) => {
            const labels = objectLabels(each);
            const values = Object.values({ ...labels, ...clusterCheckLabels(labels) });
            return values.every((value) => value === "" || labelValue.test(value));
        };
        fc.assert(fc.property(anyIdentity, areRight));
        const partOf = (project: string) => objectLabels({ ...rig, project })["app.kubernetes.io/part-of"];
        assert.equal(partOf("edge-"), "edge");
        assert.equal(partOf(`${"a".repeat(62)}-b`), "a".repeat(62));
        assert.equal(partOf("_.edge"), "edge");
        assert.equal(partOf("--"), "");
        assert.equal(partOf("rig"), "rig");
    });
});
