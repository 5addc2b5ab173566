import assert from "node:assert/strict";
import { TestStack } from "../engine/stack";
import { removeAfterwards } from "./afterwards";
import { core, gatewayLabel, pods } from "./cluster";
import { configuration, methods } from "./gateway";
import { fullMesh, renew } from "./mesh";
import { sleep, until } from "./until";

for (const [method, byMethod] of Object.entries(methods)) {
    describe(`a rotation of the cookie, by method ${method}`, () => {
        const name = `rotation-${method}`;
        const namespace = `rig-${name}`;
        removeAfterwards(namespace);
        const given = (rotation: number) =>
            configuration({ ...byMethod, "rig:replicas": 2, "rig:cookie": { rotation } });
        let stack: TestStack;

        /** Fingerprints of the cookies that containers run with, also in pods that are going away. */
        const running = async (): Promise<string[]> => {
            const { items } = await core.listNamespacedPod({ namespace, labelSelector: gatewayLabel });
            const found = items
                .filter(({ status }) => status?.containerStatuses?.some(({ state }) => state?.running))
                .map(({ metadata }) => String(metadata?.annotations?.["checksum/cookie"]));
            return [...new Set(found)];
        };

        before(async () => {
            stack = await TestStack.create(name, given(0));
            await stack.up();
            await fullMesh(namespace, 2);
        });

        it("never has nodes of two cookies at a time, and ends with a full mesh of new ones", async () => {
            const old = await pods(namespace);
            const samples: string[][] = [await running()];
            stack.configure(given(1));
            const done = new AbortController();
            const watched = (async () => {
                while (!done.signal.aborted) {
                    samples.push(await running());
                    await sleep(100);
                }
            })();
            try {
                await stack.up();
                // Pulumi may take the old pods' readiness for the end of a rollout that deletes them first.
                await until("the old pods are gone", async () => {
                    const now = await pods(namespace);
                    return now.length === 2 && now.every(({ uid }) => old.every((pod) => pod.uid !== uid));
                });
                await fullMesh(namespace, 2);
                samples.push(await running());
            } finally {
                done.abort();
            }
            await watched;
            assert.ok(samples.length > 20);
            assert.deepEqual(
                samples.filter((cookies) => cookies.length > 1),
                [],
            );
            assert.equal(new Set(samples.flat()).size, 2, "there was an old cookie, and there is a new one");
        });

        it("lets new nodes of the same cookie join, and the next update replaces pods one by one again", async () => {
            await renew(namespace);
            const before = await fullMesh(namespace, 2);
            await stack.up();
            const after = await fullMesh(namespace, 2);
            assert.deepEqual(
                after.map(({ uid }) => uid),
                before.map(({ uid }) => uid),
            );
            assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        });
    });
}
