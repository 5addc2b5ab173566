import assert from "node:assert/strict";
import { ownInstance, type DesiredState } from "../../../deployed/desiredState";
import { findVersionedObjects } from "../../../deployed/versionedObjects";
import type { ClusterReader, FoundObject, KindReference } from "../../../kubernetes/reader";
import { duplicateVersions } from "../../../drift/superseded";

const desired: DesiredState = {
    project: "rig",
    stack: "dev",
    namespace: "rig-dev",
    gateway: {},
};
const full = "rig-reactive-interaction-gateway";
const own = {
    labels: { "app.kubernetes.io/instance": ownInstance(desired) },
    managedFields: [{ manager: "kube-controller-manager" }, { manager: "pulumi-kubernetes-1a2b" }],
};
/** Of another state of the same project and stack. */
const another = { ...own, annotations: { "rig-owner": "another" } };

/** By another tool, with the gateway's labels. */
const byAnotherTool = { ...own, managedFields: [{ manager: "argocd-controller" }] };

function madeBy(name: string): Pick<FoundObject, "labels" | "annotations" | "managedFields"> {
    return name.endsWith("f") ? another : name.endsWith("e") ? byAnotherTool : own;
}

/** A cluster in which the kinds have objects of these names. */
function cluster(
    names: Readonly<Record<string, readonly string[] | "forbidden">>,
): ClusterReader & { asked: string[] } {
    const asked: string[] = [];
    return {
        minorVersion: 36,
        asked,
        find: () => Promise.resolve("absent"),
        findAll({ kind, namespace }: KindReference, selector) {
            asked.push(`${kind} ${String(namespace)} ${String(selector).replace(/[0-9a-f]{10}$/, "HASH")}`);
            const found = names[kind] ?? [];
            return Promise.resolve(
                found === "forbidden" ? found : found.map((name) => ({ name, data: {}, ...madeBy(name) })),
            );
        },
    };
}

describe("what an interrupted update has left", () => {
    it("is found among the gateway's own objects whose names end with a suffix", async () => {
        const reader = cluster({
            ConfigMap: [
                `${full}-settings-0123456789`,
                `${full}-settings-abcdef0123`,
                `${full}-settings-mine`,
                `${full}-settings-abcdef012f`,
                `${full}-settings-abcdef012e`,
            ],
            Secret: [`${full}-cookie`, `${full}-secret-settings-0123456789`],
            NetworkPolicy: [`${full}-public`, `${full}-destinations-0123456789`, `${full}-egress`],
        });
        const found = await findVersionedObjects(reader, desired);
        assert.deepEqual(
            found.map(({ kind, name, prefix }) => [kind, name, prefix]),
            [
                ["Secret", `${full}-secret-settings-0123456789`, `${full}-secret-settings`],
                ["ConfigMap", `${full}-settings-0123456789`, `${full}-settings`],
                ["ConfigMap", `${full}-settings-abcdef0123`, `${full}-settings`],
                ["NetworkPolicy", `${full}-destinations-0123456789`, `${full}-destinations`],
            ],
        );
        assert.deepEqual(
            duplicateVersions(found).map(({ name }) => name),
            [`${full}-settings-0123456789`, `${full}-settings-abcdef0123`],
        );
        assert.deepEqual(
            reader.asked,
            ["Secret", "ConfigMap", "NetworkPolicy"].map(
                (kind) => `${kind} rig-dev app.kubernetes.io/instance=rig-dev-HASH`,
            ),
        );
    });

    it("needs no right to list: what can't be seen is left alone", async () => {
        const found = await findVersionedObjects(
            cluster({ Secret: "forbidden", ConfigMap: [`${full}-settings-0123456789`] }),
            desired,
        );
        assert.deepEqual(
            found.map(({ kind }) => kind),
            ["ConfigMap"],
        );
    });
});
