import assert from "node:assert/strict";
import { kubectl } from "../engine/kubectl";
import { failure, TestStack, type Configuration } from "../engine/stack";
import { removeAfterwards } from "./afterwards";
import { core, pods, type Pod } from "./cluster";
import { configuration, fullName, methods, randomCookie } from "./gateway";
import { reaches } from "./inside";
import { Requests } from "./load";
import { fullMesh, renew } from "./mesh";
import { stranger } from "./stranger";
import { until } from "./until";

/** API definitions that lead to an address. */
const proxyTo = (address: string) => [
    {
        id: "orders",
        name: "orders",
        version_data: { default: { endpoints: [{ id: "all", method: "GET", path_regex: "/orders" }] } },
        proxy: { target_url: `http://${address}`, port: 4000 },
    },
];

// RIG looks for the file when it starts, and ends when it isn't there.
const crash = { KINESIS_ENABLED: true, KINESIS_OTP_JAR: "/nowhere/OtpErlang.jar" };

for (const [method, byMethod] of Object.entries(methods)) {
    describe(`other settings whose pods crash, by method ${method}`, () => {
        const name = `revert-${method}`;
        const namespace = `rig-${name}`;
        const elsewhere = `${namespace}-elsewhere`;
        removeAfterwards(namespace, elsewhere);
        const given = (settings: Configuration) =>
            configuration({ ...byMethod, "rig:replicas": 2, "rig:settings": settings });
        let stack: TestStack;
        let destinations: Pod[];
        let requests: Requests;

        const address = (index: number) => String(destinations[index]?.address);
        const settings = (index: number, port: number) => ({
            PROXY_CONFIG_FILE: proxyTo(address(index)),
            INBOUND_PORT: port,
        });
        /** Whether a pod opens new connections to each of the destinations. */
        const reached = async (pod: Pod | undefined) =>
            Promise.all(destinations.map((each) => reaches(namespace, String(pod?.name), each.address, 4000)));

        before(async () => {
            await kubectl("create", "namespace", elsewhere);
            const environment = { NODE_COOKIE: randomCookie() };
            destinations = [
                await stranger(elsewhere, "old", { environment }),
                await stranger(elsewhere, "new", { environment }),
            ];
            stack = await TestStack.create(name, given(settings(0, 4000)));
            await stack.up();
            await fullMesh(namespace, 2);
            const service = await core.readNamespacedService({ namespace, name: fullName });
            requests = new Requests(service.spec?.clusterIP ?? "");
        });

        it("leave the old pods in reach and with their ways out, and let one come back that is lost", async () => {
            const before = await pods(namespace);
            stack.configure({ ...given({ ...settings(1, 4100), ...crash }), "rig:deployTimeout": 30 });
            assert.match(await failure(stack.up()), /timed out waiting to be Ready|failed to become available/);
            const ready = (await pods(namespace)).filter((pod) => pod.ready);
            assert.deepEqual(ready.map(({ uid }) => uid).sort(), before.map(({ uid }) => uid).sort());
            assert.deepEqual((await reached(ready[0]))[0], true);

            const [lost] = ready;
            assert.ok(lost);
            await kubectl("delete", "pod", "-n", namespace, lost.name);
            await until("another pod of the old version is ready", async () => {
                const now = (await pods(namespace)).filter((pod) => pod.ready);
                return now.length === 2 && now.every(({ uid }) => uid !== lost.uid);
            });
            assert.deepEqual(requests.refused, []);
        });

        it("are taken back, and the pods have what the old ones had", async () => {
            stack.configure(given(settings(0, 4000)));
            await stack.up();
            const [pod] = await fullMesh(namespace, 2);
            assert.deepEqual(await reached(pod), [true, false]);
            await renew(namespace);
            await fullMesh(namespace, 2);
            assert.deepEqual(Object.keys((await stack.refresh()).changes), ["same"]);
            assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        });

        it("give way to others that work, on another port, without a request refused", async () => {
            requests.refused.length = 0;
            stack.configure(given(settings(1, 4200)));
            await stack.up();
            await requests.stop();
            const [pod] = await fullMesh(namespace, 2);
            assert.deepEqual(await reached(pod), [false, true]);
            assert.ok(requests.answered > 100);
            assert.deepEqual(requests.refused, []);
        });
    });
}
