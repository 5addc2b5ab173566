import assert from "node:assert/strict";
import { TestStack } from "../engine/stack";
import { removeAfterwards } from "./afterwards";
import { core, pods, type Pod } from "./cluster";
import { Poster, post, Subscriber } from "./events";
import { configuration, fullName, methods } from "./gateway";
import { fullMesh } from "./mesh";
import { until } from "./until";

const uids = (of: readonly Pod[]) => of.map(({ uid }) => uid).sort();

/** How long it took from the last pod's becoming ready, which the API server knows to the second. */
const sinceReady = (of: readonly Pod[]) => (Date.now() - Math.max(...of.map(({ readySince }) => readySince))) / 1000;

for (const [method, byMethod] of Object.entries(methods)) {
    describe(`the nodes of a gateway by method ${method}`, () => {
        const name = `formation-${method}`;
        const namespace = `rig-${name}`;
        removeAfterwards(namespace);
        const sized = (replicas: number) => configuration({ ...byMethod, "rig:replicas": replicas });
        let stack: TestStack;

        before(async () => {
            stack = await TestStack.create(name, sized(2));
        });

        /** Deploys that many replicas, and waits for the full mesh from the start, not from when Pulumi has ended. */
        const deploy = async (replicas: number) => {
            stack.configure(sized(replicas));
            const [found] = await Promise.all([fullMesh(namespace, replicas), stack.up()]);
            return found;
        };

        /** The same for more replicas than before, with the time from Ready to full mesh reported. */
        const grow = async (replicas: number) => {
            stack.configure(sized(replicas));
            const meshed = fullMesh(namespace, replicas).then((found) => ({ found, seconds: sinceReady(found) }));
            const [{ found, seconds }] = await Promise.all([meshed, stack.up()]);
            console.log(`      full mesh of ${replicas}: at most ${seconds.toFixed(1)} s after the last pod was ready`);
            return found;
        };

        it("form a full mesh of 2", async () => {
            await grow(2);
        });

        it("hand an event that is posted to one pod to the subscribers of the others", async () => {
            const [one, two] = await pods(namespace);
            assert.ok(one && two);
            const subscriber = await Subscriber.connect(two.address);
            await subscriber.hears(one.address, two.address);
            assert.deepEqual(await subscriber.missing([await post(one.address), await post(two.address)]), []);
            subscriber.disconnect();
        });

        it("form a full mesh of 3", async () => {
            await grow(3);
        });

        it("let two more join: nothing is restarted, and no event is lost", async () => {
            const before = await pods(namespace);
            const addresses = before.map(({ address }) => address);
            const subscribers = await Promise.all(addresses.map((address) => Subscriber.connect(address)));
            await Promise.all(subscribers.map((subscriber) => subscriber.hears(...addresses)));
            const poster = new Poster(() => before[0]?.address ?? "");
            const now = await grow(5);
            await poster.stop();

            assert.ok(uids(before).every((uid) => uids(now).includes(uid)));
            assert.deepEqual(
                now.map(({ restarts }) => restarts),
                [0, 0, 0, 0, 0],
            );
            assert.ok(poster.accepted.length > 10, "events were posted meanwhile");
            assert.deepEqual(poster.refused, []);
            for (const subscriber of subscribers) {
                assert.equal(subscriber.ended, undefined);
                assert.deepEqual(await subscriber.missing(poster.accepted), []);
                subscriber.disconnect();
            }
        });

        it("let three leave: nothing is restarted, and no event is lost on the pods that stay", async () => {
            const before = await pods(namespace);
            const subscribers = await Promise.all(
                before.map(async (pod) => ({ pod, subscriber: await Subscriber.connect(pod.address) })),
            );
            await Promise.all(
                subscribers.map(({ subscriber }) => subscriber.hears(...before.map(({ address }) => address))),
            );
            const service = await core.readNamespacedService({ namespace, name: fullName });
            const poster = new Poster(() => service.spec?.clusterIP ?? "");
            const now = await deploy(2);
            await until("the pods that left are gone", async () => {
                const { items } = await core.listNamespacedPod({ namespace });
                return items.length === 2;
            });
            await poster.stop();

            assert.ok(uids(now).every((uid) => uids(before).includes(uid)));
            assert.deepEqual(
                now.map(({ restarts }) => restarts),
                [0, 0],
            );
            assert.ok(poster.accepted.length > 10, "events were posted meanwhile");
            assert.deepEqual(poster.refused, []);
            for (const { pod, subscriber } of subscribers) {
                if (uids(now).includes(pod.uid)) {
                    assert.equal(subscriber.ended, undefined);
                    assert.deepEqual(await subscriber.missing(poster.accepted), []);
                } else {
                    await subscriber.endOfStream();
                }
                subscriber.disconnect();
            }
        });
    });
}
