import assert from "node:assert/strict";
import { TestStack } from "../../engine/stack";
import { checkCluster } from "../check";
import { clusterDomain, membership, pods } from "../cluster";
import { Subscriber } from "../events";
import { configuration, methods } from "../gateway";
import { fullMesh } from "../mesh";
import { stays } from "../until";

/** The tests of a gateway by one of the methods; each has a file, so that they run side by side. */
export function onAnotherDomain(method: keyof typeof methods): void {
    describe(`on a cluster with another domain than cluster.local, by method ${method}`, () => {
        const unnamed = configuration({ ...methods[method], "rig:replicas": 3 });
        const named = { ...unnamed, "rig:clusterDomain": clusterDomain };

        before(() => {
            assert.notEqual(clusterDomain, "cluster.local");
        });

        it("the nodes of a stack that names the domain form a full mesh, and an event crosses it", async () => {
            const stack = await TestStack.create(`domain-${method}`, named);
            await stack.up();
            const [one, two] = await fullMesh(`rig-domain-${method}`, 3);
            assert.ok(one && two);
            const subscriber = await Subscriber.connect(two.address);
            await subscriber.hears(one.address);
            subscriber.disconnect();
        });

        describe("the nodes of a stack that doesn't name it", () => {
            const name = `no-domain-${method}`;
            const namespace = `rig-${name}`;
            let stack: TestStack;

            it("are ready and never meet, and the cluster check tells why", async () => {
                stack = await TestStack.create(name, unnamed);
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
                    /DNS: \S+ gets the answer that there is no name \S+\.cluster\.local\. Is clusterDomain the cluster's own/,
                );
                assert.equal(exitCode, 1);
            });

            it("meet once it does", async () => {
                stack.configure(named);
                await stack.up();
                await fullMesh(namespace, 3);
            });
        });
    });
}
