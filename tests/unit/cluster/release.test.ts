import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { ListedObject } from "../../../cluster/reader";
import { findRelease } from "../../../cluster/release";

/** The Secret of one revision, as Helm writes it. */
function record(version: number, status: string, manifest: string): ListedObject {
    const release = gzipSync(JSON.stringify({ name: "rig", version, manifest })).toString("base64");
    return {
        name: `sh.helm.release.v1.rig.v${version}`,
        labels: { owner: "helm", name: "rig", version: String(version), status },
        data: { release: Buffer.from(release).toString("base64") },
    };
}

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
        });
    });

    it("may have no deployed revision, not be there, or be out of sight", async () => {
        assert.deepEqual(await find([record(1, "pending-install", "kind: New")]), {
            revision: 1,
            status: "pending-install",
            objects: [],
            latestObjects: [{ kind: "New" }],
        });
        assert.equal(await find([]), "absent");
        assert.equal(await find("forbidden"), "forbidden");
    });
});
