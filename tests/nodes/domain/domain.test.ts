import assert from "node:assert/strict";
import { TestStack } from "../../engine/stack";
import { checkCluster } from "../check";
import { clusterDomain, isFullMesh, membership, pods } from "../cluster";
import { post, Subscriber } from "../events";
import { configuration } from "../gateway";
import { fullMesh } from "../mesh";
import { stays } from "../until";

const name = "domain";
const namespace = `rig-${name}`;

describe("on a cluster with another domain than cluster.local", () => {
    let stack: TestStack;

    before(async () => {
        assert.notEqual(clusterDomain, "cluster.local");
        stack = await TestStack.create(name, configuration({ "rig:replicas": 3, "rig:clusterDomain": clusterDomain }));
        await stack.up();
    });

    it("the nodes form a full mesh, and an event crosses it", async () => {
        const [one, two] = await fullMesh(namespace, 3);
        assert.ok(one && two);
        const subscriber = await Subscriber.connect(two.address);
        assert.deepEqual(await subscriber.missing([await post(one.address)]), []);
        subscriber.disconnect();
    });

    it("the nodes of a stack that doesn't name the domain are ready, and never meet", async () => {
        stack.configure(configuration({ "rig:replicas": 3 }));
        await stack.up();
        const found = await pods(namespace);
        assert.ok(found.length === 3 && found.every(({ ready }) => ready));
        // Longer than the five seconds between two looks at DNS.
        const alone = await stays(
            () => membership(namespace, found),
            (each) => Object.values(each).every((peers) => peers.length === 0),
            8,
        );
        assert.deepEqual(Object.values(alone), [[], [], []]);
        const { exitCode, said } = await checkCluster(stack);
        assert.match(
            said,
            /DNS: \S+ is told that there is no name \S+\.cluster\.local\. Is clusterDomain the cluster's own domain\?/,
        );
        assert.equal(exitCode, 1);
    });

    it("they meet once it does", async () => {
        stack.configure(configuration({ "rig:replicas": 3, "rig:clusterDomain": clusterDomain }));
        await stack.up();
        assert.ok(await isFullMesh(namespace, await fullMesh(namespace, 3)));
    });
});
