import assert from "node:assert/strict";
import { stateMismatch } from "../../../drift/stateMismatch";
import type { ClusterReader, ObjectReference } from "../../../kubernetes/reader";

const full = "rig-reactive-interaction-gateway";
const namespace = "rig-dev";
const deployment = { apiVersion: "apps/v1", kind: "Deployment", namespace, name: full };
const old = {
    apiVersion: "v1",
    kind: "ConfigMap",
    namespace,
    name: `${full}-settings-0000000001`,
    prefix: `${full}-settings`,
};
const present = [`${full}-settings-0000000002`, `${full}-secret-settings-0000000002`];

/** A cluster with objects of these names, whose Deployment uses the one. */
function cluster(uses: string, ...names: string[]): ClusterReader {
    const settings = { configMapKeyRef: { name: uses, key: "LOG_LEVEL" } };
    return {
        minorVersion: 36,
        find({ kind, name }: ObjectReference) {
            const there = kind === "Deployment" || names.includes(name);
            return Promise.resolve(there ? { labels: {}, data: {}, spec: { settings } } : ("absent" as const));
        },
        findAll: () => Promise.resolve([]),
    };
}

describe("what the state knows nothing of", () => {
    it("is superseded when its successor is there and in use", async () => {
        const reader = cluster(`${full}-settings-0000000002`, ...present);
        assert.equal(await stateMismatch(reader, deployment, [old], present), undefined);
    });

    it("is superseded when nothing of its kind is needed any more", async () => {
        const reader = cluster("nothing");
        assert.equal(await stateMismatch(reader, deployment, [old], []), undefined);
    });

    it("isn't when the Deployment uses it: the state is older than the cluster", async () => {
        const reader = cluster(old.name, ...present);
        assert.equal(
            await stateMismatch(reader, deployment, [old], present),
            `Deployment rig-dev/${full} uses ConfigMap rig-dev/${old.name}, of which the state knows nothing`,
        );
    });

    it("isn't when its successor is missing: the cluster is older than the state", async () => {
        const policy = { ...old, kind: "NetworkPolicy", name: `${full}-public-0000000001`, prefix: `${full}-public` };
        const reader = cluster("nothing");
        assert.equal(
            await stateMismatch(reader, deployment, [policy], [`${full}-public-0000000002`]),
            `the state has NetworkPolicy rig-dev/${full}-public-0000000002, which isn't in the cluster, where NetworkPolicy rig-dev/${policy.name} is`,
        );
    });
});
