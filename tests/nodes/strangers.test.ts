import assert from "node:assert/strict";
import { containerName } from "../../components/model/names";
import { at } from "../unit/at";
import { TestStack } from "../engine/stack";
import { removeAfterwards } from "./afterwards";
import { core, membership, pods, selectorLabels, type Pod } from "./cluster";
import { configuration, methods, randomCookie } from "./gateway";
import { Subscriber } from "./events";
import { fullMesh } from "./mesh";
import { removeStranger, stranger } from "./stranger";
import { stays, until } from "./until";

/** Longer than the five seconds between two looks at DNS. */
const longEnough = 8;

const asSelector = (labels: Record<string, string>) =>
    Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(",");

async function cookieIn(namespace: string, name: string): Promise<string> {
    const secret = await core.readNamespacedSecret({ namespace, name });
    return Buffer.from(secret.data?.cookie ?? "", "base64").toString();
}

for (const [method, byMethod] of Object.entries(methods)) {
    // Without policies, which would keep strangers apart by themselves.
    describe(`two gateways by method ${method} in one namespace, with nothing between them but DNS and their cookies`, () => {
        const namespace = `rig-strangers-${method}`;
        removeAfterwards(namespace);
        const given = (name: string, createNamespace: boolean, rotation = 0) =>
            configuration({
                ...byMethod,
                "rig:namespace": namespace,
                "rig:createNamespace": createNamespace,
                "rig:name": name,
                "rig:replicas": 2,
                "rig:networkPolicy": { enabled: false },
                "rig:cookie": { rotation },
            });
        const cookieOf = async (stack: TestStack) => {
            const { cookieSecret } = await stack.outputs();
            return cookieIn(namespace, String(at(cookieSecret, "name")));
        };
        const deployments = { one: "one-reactive-interaction-gateway", two: "two-reactive-interaction-gateway" };
        let one: TestStack;
        let two: TestStack;
        let labels: Record<string, string>;
        let otherLabels: Record<string, string>;

        before(async () => {
            one = await TestStack.create(`strangers-${method}-one`, given("one", true));
            two = await TestStack.create(`strangers-${method}-two`, given("two", false));
            await one.up();
            await two.up();
            labels = await selectorLabels(namespace, deployments.one);
            otherLabels = await selectorLabels(namespace, deployments.two);
        });

        /** Both are full meshes of their own, for a while. */
        const areApart = async () => {
            const meshes = [
                await fullMesh(namespace, 2, asSelector(labels)),
                await fullMesh(namespace, 2, asSelector(otherLabels)),
            ];
            const all = await stays(
                async () => Object.values(await membership(namespace, meshes.flat())).map((peers) => peers.length),
                (sizes) => sizes.every((size) => size === 1),
                longEnough,
            );
            assert.deepEqual(all, [1, 1, 1, 1]);
            for (const mesh of meshes) {
                const [from, to] = mesh;
                assert.ok(from && to);
                const subscriber = await Subscriber.connect(to.address);
                await subscriber.hears(from.address);
                subscriber.disconnect();
            }
        };

        it("never meet, each with its own cookie, and both work", async () => {
            assert.notEqual(await cookieOf(one), await cookieOf(two));
            await areApart();
        });

        it("never meet with the same cookie: DNS has another name for each", async () => {
            const cookie = randomCookie();
            one.configure(given("one", true, 1));
            two.configure(given("two", false, 1));
            await Promise.all(
                [one, two].map(async (stack) => {
                    await stack.setSecret("rig:cookieValue", cookie);
                    await stack.up();
                }),
            );
            assert.equal(await cookieOf(one), cookie);
            assert.equal(await cookieOf(two), cookie);
            await areApart();
        });

        describe("and a pod with all the labels of one of them", () => {
            /** The name under which the nodes of the first gateway find each other. */
            const discovery = {
                DISCOVERY_TYPE: "dns",
                DNS_NAME: `${deployments.one}-headless.${namespace}.svc.cluster.local`,
            };

            it("joins with the cookie", async () => {
                const environment = { ...discovery, NODE_COOKIE: await cookieOf(one) };
                await stranger(namespace, "friend", { labels, environment });
                await fullMesh(namespace, 3, asSelector(labels));
                await removeStranger(namespace, "friend");
                await fullMesh(namespace, 2, asSelector(labels));
            });

            it("is kept out with another cookie, and the log tells", async () => {
                const environment = { ...discovery, NODE_COOKIE: randomCookie() };
                const foe = await stranger(namespace, "foe", { labels, environment });
                const members = (await pods(namespace, asSelector(labels))).filter(({ uid }) => uid !== foe.uid);
                const alone = await stays(
                    async () => Object.values(await membership(namespace, [foe])).flat(),
                    (peers) => peers.length === 0,
                    longEnough,
                );
                assert.deepEqual(alone, []);
                assert.ok(Object.values(await membership(namespace, members)).every((peers) => peers.length === 1));
                // Erlang writes the name as 'rig@…', Elixir's logger as :"rig@…".
                const rejection = new RegExp(`Connection attempt from node \\S*rig@${foe.address}\\S* rejected`);
                const logs = async ({ name }: Pod) =>
                    core.readNamespacedPodLog({ namespace, name, container: containerName });
                await until("the rejection is in a log", async () =>
                    (await Promise.all(members.map(logs))).some((log) => rejection.test(log)),
                );
                await removeStranger(namespace, "foe");
            });
        });
    });
}
