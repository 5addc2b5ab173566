import assert from "node:assert/strict";
import type { DesiredState } from "../../../deployed/desiredState";
import { clusterUid, requireOrigin, type Place } from "../../../cluster/origin";
import { inStack } from "./inStack";
import { hasOwnObjects, ownership } from "../../../deployed/ownership";
import { stackProvider } from "../../../cluster/provider";
import type { ClusterReader, FoundObject, Lookup } from "../../../kubernetes/reader";
import { instanceLabel } from "../../../components/model/names";

const desired: DesiredState = { project: "rig", stack: "dev", namespace: "rig-dev", gateway: {}, owner: "ours" };
const full = "rig-reactive-interaction-gateway";

function own(project: string, stack: string, owner?: string): FoundObject {
    const labels = { "app.kubernetes.io/instance": instanceLabel({ project, stack, name: "rig" }) };
    return { data: {}, labels, ...(owner !== undefined && { annotations: { "rig-owner": owner } }) };
}

function cluster(found: Record<string, Lookup>): ClusterReader {
    return {
        minorVersion: 36,
        find: ({ kind, name }) => Promise.resolve(found[`${kind}/${name}`] ?? "absent"),
        findAll: () => Promise.resolve([]),
    };
}

describe("the cluster of a stack", () => {
    const recorded = { project: "rig", stack: "dev", cluster: "first" };
    const compared = (origin: object, place: Place, isPresent: boolean, gateway: DesiredState["gateway"] = {}) =>
        inStack({ origin: { keepers: origin } }, () => requireOrigin(place, { ...desired, gateway }, isPresent));

    it("is known by the uid of kube-system, if that may be read", async () => {
        const found = { labels: {}, data: {}, uid: "first" };
        assert.equal(await clusterUid(cluster({ "Namespace/kube-system": found })), "first");
        assert.equal(await clusterUid(cluster({ "Namespace/kube-system": "forbidden" })), undefined);
    });

    it("is the recorded one under whatever context", async () => {
        await compared(recorded, { context: "renamed", uid: "first" }, false);
        await inStack({}, () => requireOrigin({ context: "here", uid: "first" }, desired, false));
    });

    it("is refused when it is another one, whether the gateway's objects are there or not", async () => {
        for (const isPresent of [true, false]) {
            await assert.rejects(
                compared(recorded, { context: "here", uid: "second" }, isPresent),
                /Stack dev was deployed to the cluster whose namespace kube-system has the uid first\. The context "here" leads to another one: there it is second\. Nothing was changed\..*pulumi stack init/,
            );
        }
    });

    it("is known by the gateway's objects without the right to read the uid, now or at first", async () => {
        const { cluster: _, ...without } = recorded;
        await compared(recorded, { context: "here", uid: undefined }, true);
        await compared(without, { context: "here", uid: undefined }, false);
        await compared(without, { context: "here", uid: "first" }, false);
        await assert.rejects(
            compared(recorded, { context: "here", uid: undefined }, false),
            /can't be seen: no object of the gateway is there, .* the user .* may not read the namespace kube-system/,
        );
    });

    it("has the gateway under the names of project and stack that were first", async () => {
        const before = { ...recorded, project: "edge", stack: "prod" };
        const place = { context: "here", uid: "first" };
        await assert.rejects(
            compared(before, place, true),
            /first deployed as stack prod of project edge, .*pulumi config set --path 'rig:instance\.stack' prod; pulumi config set --path 'rig:instance\.project' edge \(docs/,
        );
        await compared(before, place, true, { instance: { project: "edge", stack: "prod" } });
    });

    it("keeps the context of the state where nothing of the gateway is, and refuses another one", async () => {
        const deploy = (context: string, recordedContext: string) =>
            inStack({ cluster: { context: recordedContext } }, async () => {
                await stackProvider({ context, kubeconfig: undefined }, "dev", ["context"]);
            });
        await deploy("here", "here");
        await assert.rejects(
            deploy("here", "there"),
            /Stack dev was deployed by way of the context "there", and no object of the gateway is in the cluster of the context "here"\. Nothing was changed/,
        );
    });
});

describe("an object's owner", () => {
    it("is told by label and id together", () => {
        const whose = (found: FoundObject) => ownership(found, desired);
        assert.equal(whose(own("rig", "dev", "ours")), "marked");
        assert.equal(whose(own("rig", "dev")), "unmarked");
        assert.equal(whose(own("rig", "dev", "theirs")), "anotherState");
        assert.equal(whose(own("rig", "prod", "ours")), "renamed");
        assert.equal(whose(own("rig", "prod", "theirs")), "foreign");
        assert.equal(whose({ labels: {}, data: {} }), "foreign");
        const { owner: _, ...unknownOwner } = desired;
        assert.equal(ownership(own("rig", "dev", "theirs"), unknownOwner), "anotherState");
        assert.equal(ownership(own("rig", "prod"), unknownOwner), "foreign");
    });

    it("proves a cluster by one object of this state, and by none of another", async () => {
        const reads = (found: Record<string, Lookup>) => hasOwnObjects(cluster(found), desired);
        assert.equal(await reads({ [`ServiceAccount/${full}`]: own("rig", "dev", "ours") }), true);
        assert.equal(await reads({ "Namespace/rig-dev": own("rig", "dev") }), true);
        assert.equal(await reads({ [`Deployment/${full}`]: own("rig", "dev", "theirs") }), false);
        assert.equal(await reads({ [`Deployment/${full}`]: "forbidden" }), false);
    });
});
