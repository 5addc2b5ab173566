import assert from "node:assert/strict";
import { objectChanges } from "../../../../components/helm/diff";

const deployment = (replicas: number, env: object[]) => ({
    kind: "Deployment",
    metadata: { name: "d" },
    spec: { replicas, template: { spec: { containers: [{ name: "rig", env }], volumes: [] } } },
});

const configuration = { name: "LEVEL", valueFrom: { configMapKeyRef: { name: "settings-1", key: "LEVEL" } } };

describe("what changes inside a release", () => {
    it("is nothing between the same objects, in whatever order lists with names and keys are", () => {
        const reordered = [configuration, { value: "b", name: "A" }];
        const before = deployment(2, [{ name: "A", value: "b" }, configuration]);
        assert.deepEqual(objectChanges([before], [deployment(2, reordered)]), []);
    });

    it("is said by object and field", () => {
        const other = { name: "LEVEL", valueFrom: { configMapKeyRef: { name: "settings-2", key: "LEVEL" } } };
        const service = { kind: "Service", metadata: { name: "s" } };
        const map = { kind: "ConfigMap", metadata: { name: "c" } };
        assert.deepEqual(objectChanges([deployment(2, [configuration]), map], [deployment(3, [other]), service]), [
            "- ConfigMap c",
            "~ Deployment d",
            "    ~ spec.replicas: 2 → 3",
            '    ~ spec.template.spec.containers[rig].env[LEVEL].valueFrom.configMapKeyRef.name: "settings-1" → "settings-2"',
            "+ Service s",
        ]);
    });

    it("shows neither the text of a variable nor what is in a Secret", () => {
        const secret = (text: string) => ({ kind: "Secret", metadata: { name: "s" }, stringData: { key: text } });
        const lines = objectChanges(
            [deployment(1, [{ name: "KEY", value: "hidden-1" }]), secret("hidden-2")],
            [deployment(1, [{ name: "KEY", valueFrom: { secretKeyRef: { name: "s" } } }]), secret("hidden-3")],
        );
        assert.deepEqual(lines, [
            "~ Deployment d",
            "    - spec.template.spec.containers[rig].env[KEY].value: (not shown)",
            '    + spec.template.spec.containers[rig].env[KEY].valueFrom.secretKeyRef.name: "s"',
            "~ Secret s",
            "    ~ stringData.key: (not shown) → (not shown)",
        ]);
        const list = (text: string) => ({ kind: "List", metadata: { name: "l" }, items: [secret(text)] });
        assert.deepEqual(objectChanges([list("hidden-4")], [list("hidden-5")]), lines.slice(-2));
    });
});
