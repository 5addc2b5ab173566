import assert from "node:assert/strict";
import { TestStack } from "../engine/stack";
import { removeAfterwards } from "./afterwards";
import { core, endings, pods, type Ending, type Pod } from "./cluster";
import { configuration, fullName, methods } from "./gateway";
import { Answering, Requests, Streams } from "./load";
import { fullMesh } from "./mesh";
import { until } from "./until";

const replicas = 3;

for (const [method, byMethod] of Object.entries(methods)) {
    describe(`a rolling update under load, by method ${method}`, () => {
        const name = `rollout-${method}`;
        const namespace = `rig-${name}`;
        removeAfterwards(namespace);
        const given = (level: string) =>
            configuration({ ...byMethod, "rig:replicas": replicas, "rig:settings": { LOG_LEVEL: level } });
        let stack: TestStack;
        let old: Pod[];
        let requests: Requests;
        let streams: Streams;
        let answering: Answering;
        let ended: readonly Ending[];

        before(async () => {
            stack = await TestStack.create(name, given("info"));
            await stack.up();
            old = await fullMesh(namespace, replicas);
            const service = await core.readNamespacedService({ namespace, name: fullName });
            const address = service.spec?.clusterIP ?? "";
            requests = new Requests(address);
            streams = new Streams(address, 6);
            answering = new Answering(namespace);
            stack.configure(given("debug"));
            const ending = Promise.all(old.map((pod) => endings(namespace, pod.name)));
            await stack.up();
            await until("the old pods are gone", async () => {
                const { items } = await core.listNamespacedPod({ namespace });
                return items.length === replicas;
            });
            await Promise.all([requests.stop(), streams.stop(), answering.stop()]);
            ended = await ending;
            console.log(
                `      ${requests.answered} requests answered, ${streams.opened} streams opened, ` +
                    `at least ${Math.min(...answering.samples)} pods answering in ${answering.samples.length} samples`,
            );
        });

        it("replaces all pods", async () => {
            const now = await pods(namespace);
            assert.equal(now.length, replicas);
            assert.ok(now.every(({ uid }) => old.every((pod) => pod.uid !== uid)));
        });

        it("refuses no request", () => {
            assert.ok(requests.answered > 100);
            assert.deepEqual(requests.refused, []);
        });

        it("refuses no stream", () => {
            assert.ok(streams.opened > 6, "streams were opened anew");
            assert.deepEqual(streams.refused, []);
        });

        it("lets the old nodes end in order, in their grace period", () => {
            // At the end of the grace period one would have been killed, which is 137.
            assert.deepEqual(
                ended,
                old.map(() => ({ exitCode: 0, reason: "Completed" })),
            );
        });

        it("never has fewer pods answering than wanted", () => {
            assert.ok(answering.samples.length > 20);
            assert.ok(Math.min(...answering.samples) >= replicas);
        });

        it("ends with a full mesh of the new nodes alone", async () => {
            await fullMesh(namespace, replicas);
        });
    });
}
