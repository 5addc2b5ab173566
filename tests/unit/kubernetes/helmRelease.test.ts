import assert from "node:assert/strict";
import type { ListedObject } from "../../../kubernetes/reader";
import { findRelease } from "../../../kubernetes/helmRelease";
import { helmRecord as record } from "./helmRecord";

const find = (found: readonly ListedObject[] | "forbidden") =>
    findRelease(
        {
            minorVersion: 36,
            find: () => Promise.resolve("absent"),
            findAll: (_, selector) => Promise.resolve(selector === "owner=helm,name=rig" ? found : []),
        },
        "rig-dev",
        "rig",
    );

describe("a Helm release in the cluster", () => {
    it("is the last revision, with the objects of the deployed one, in Helm's own YAML", async () => {
        const nine = record(
            9,
            "deployed",
            '---\n# Source: a\nkind: Service\nmetadata: {name: a, namespace: rig-dev}\n---\nat: 12:30\non: "on"\n',
        );
        assert.deepEqual(await find([record(8, "superseded", "kind: Old"), record(10, "failed", "kind: New"), nine]), {
            revision: 10,
            status: "failed",
            objects: [
                { kind: "Service", metadata: { name: "a" } },
                { at: "12:30", true: "on" },
            ],
            latestObjects: [{ kind: "New" }],
            parts: [{ kind: "Service", name: "a", namespace: "rig-dev" }],
            earlierParts: [],
        });
    });

    it("has parts, each from the templates of a chart", async () => {
        const manifest = [
            "# Source: umbrella/charts/rig/templates/service.yaml\nkind: Service\nmetadata: {name: a}",
            "# Source: umbrella/templates/sub/map.yaml\n\nkind: ConfigMap\nmetadata: {name: b, namespace: other}",
            "kind: Job\nmetadata: {name: c}",
        ].join("\n---\n");
        const found = await find([record(1, "deployed", `---\n${manifest}\n`)]);
        assert.deepEqual(typeof found === "object" ? found.parts : found, [
            { kind: "Service", name: "a", namespace: "rig-dev", chart: "umbrella/charts/rig" },
            { kind: "ConfigMap", name: "b", namespace: "other", chart: "umbrella" },
            { kind: "Job", name: "c", namespace: "rig-dev" },
        ]);
        const next = record(2, "deployed", "kind: Job\nmetadata: {name: d}");
        const later = await find([record(1, "superseded", `---\n${manifest}\n`), next]);
        assert.deepEqual(typeof later === "object" && [later.parts.length, later.earlierParts.length], [1, 3]);
    });

    it("may have no deployed revision, not be there, or be out of sight", async () => {
        assert.deepEqual(await find([record(1, "pending-install", "kind: New")]), {
            revision: 1,
            status: "pending-install",
            objects: [],
            latestObjects: [{ kind: "New" }],
            parts: [],
            earlierParts: [],
        });
        assert.equal(await find([]), "absent");
        assert.equal(await find("forbidden"), "forbidden");
    });
});
