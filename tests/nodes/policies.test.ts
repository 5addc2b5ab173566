import assert from "node:assert/strict";
import { kubectl } from "../engine/kubectl";
import { TestStack, type Configuration } from "../engine/stack";
import { removeAfterwards } from "./afterwards";
import { checkCluster } from "./check";
import { core, membership, pods, type Pod } from "./cluster";
import { configuration, fullName, methods, randomCookie } from "./gateway";
import { post } from "./events";
import { distributionPort, reaches } from "./inside";
import { fullMesh, renew } from "./mesh";
import { stranger } from "./stranger";
import { stays } from "./until";

/** Where each of the strangers tries to connect, and whether it succeeds. */
type Reached = Record<string, Record<string, boolean>>;

for (const [method, byMethod] of Object.entries(methods)) {
    describe(`the network policies of a gateway by method ${method}`, () => {
        const name = `policies-${method}`;
        const namespace = `rig-${name}`;
        const elsewhere = `${namespace}-elsewhere`;
        removeAfterwards(namespace, elsewhere);
        const given = (policy: Configuration) =>
            configuration({ ...byMethod, "rig:replicas": 2, "rig:networkPolicy": policy });
        let stack: TestStack;
        /** A pod beside the gateway's, and one in another namespace. */
        let strangers: (Pod & { namespace: string })[];

        const deploy = async (policy: Configuration) => {
            stack.configure(given(policy));
            await stack.up();
        };

        /** What strangers reach of a gateway's pod: the ports between nodes, the admin port, the public one. */
        const reached = async (): Promise<Reached> => {
            const [pod] = await pods(namespace);
            assert.ok(pod);
            const distribution = await distributionPort(namespace, pod.name);
            assert.ok(distribution >= 9100 && distribution <= 9109);
            const ports = { epmd: 4369, distribution, admin: 4010, public: 4000 };
            const rows = strangers.map(async (from): Promise<[string, Record<string, boolean>]> => {
                const cells = Object.entries(ports).map(async ([port, number]): Promise<[string, boolean]> => {
                    return [port, await reaches(from.namespace, from.name, pod.address, number)];
                });
                return [from.name, Object.fromEntries(await Promise.all(cells))];
            });
            return Object.fromEntries(await Promise.all(rows));
        };

        /** Whether the gateway's pods reach the strangers' public port. */
        const reachesOut = async () => {
            const [pod] = await pods(namespace);
            assert.ok(pod);
            return Promise.all(strangers.map(({ address }) => reaches(namespace, pod.name, address, 4000)));
        };

        before(async () => {
            stack = await TestStack.create(name, given({ enabled: false }));
            await stack.up();
            await kubectl("create", "namespace", elsewhere);
            const environment = { NODE_COOKIE: randomCookie() };
            // Called like the gateway's pods, but they aren't of this gateway.
            const labels = { app: fullName };
            strangers = [
                { ...(await stranger(namespace, "beside", { environment, labels })), namespace },
                { ...(await stranger(elsewhere, "elsewhere", { environment, labels })), namespace: elsewhere },
            ];
            await fullMesh(namespace, 2);
        });

        it("when they are off, let strangers reach every port, and the gateway reach strangers", async () => {
            const all = { epmd: true, distribution: true, admin: true, public: true };
            assert.deepEqual(await reached(), { beside: all, elsewhere: all });
            assert.deepEqual(await reachesOut(), [true, true]);
        });

        it("when they are on, leave strangers the public port alone, and the gateway no way out", async () => {
            const before = await pods(namespace);
            await deploy({});
            const publicOnly = { epmd: false, distribution: false, admin: false, public: true };
            assert.deepEqual(await reached(), { beside: publicOnly, elsewhere: publicOnly });
            assert.deepEqual(await reachesOut(), [false, false]);
            assert.deepEqual(
                (await pods(namespace)).map(({ uid }) => uid),
                before.map(({ uid }) => uid),
                "no pod was replaced for it",
            );
        });

        it("let those who come from outside reach the public port alone, by the Service", async () => {
            const { spec } = await core.readNamespacedService({ namespace, name: fullName });
            assert.ok(await post(spec?.clusterIP ?? ""));
            const { spec: adminSpec } = await core.readNamespacedService({ namespace, name: `${fullName}-admin` });
            const health = async () =>
                fetch(`http://${String(adminSpec?.clusterIP)}:4010/health`, { signal: AbortSignal.timeout(2000) });
            await assert.rejects(health(), /timeout|timed out/i);
        });

        it("let new nodes find each other and join", async () => {
            await renew(namespace);
            await fullMesh(namespace, 2);
        });

        it("let the gateway reach what egressTo names, and nothing else", async () => {
            const [, other] = strangers;
            await deploy({
                egressTo: [
                    {
                        to: [{ ipBlock: { cidr: `${String(other?.address)}/32` } }],
                        ports: [{ port: 4000, protocol: "TCP" }],
                    },
                ],
            });
            assert.deepEqual(await reachesOut(), [false, true]);
        });

        it("let those whom adminFrom names reach the admin port, and nobody else", async () => {
            await deploy({
                adminFrom: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": elsewhere } } }],
            });
            const found = await reached();
            assert.deepEqual([found.beside?.admin, found.elsewhere?.admin], [false, true]);
            assert.deepEqual([found.beside?.epmd, found.elsewhere?.epmd], [false, false]);
        });

        it("with a rule for DNS that names port 53 alone, where DNS listens on another one, keep new nodes apart", async () => {
            const dnsPods = await core.listNamespacedPod({
                namespace: "kube-system",
                labelSelector: "k8s-app=kube-dns",
            });
            const [port] = dnsPods.items[0]?.spec?.containers[0]?.ports ?? [];
            assert.equal(port?.containerPort, 1053);
            const only53 = [53].flatMap((number) => ["UDP", "TCP"].map((protocol) => ({ protocol, port: number })));
            await deploy({ dns: { ports: only53 } });
            const now = await renew(namespace);
            const alone = await stays(
                async () => Object.values(await membership(namespace, now)),
                (peers) => peers.every((each) => each.length === 0),
                8,
            );
            assert.deepEqual(alone, [[], []]);
            const { exitCode, said } = await checkCluster(stack);
            assert.match(said, /DNS: \S+ gets no answer for \S+: a policy closes the way to the DNS servers/);
            assert.equal(exitCode, 1);
        });

        it("by default allow DNS on whatever port it listens: the nodes find each other without a restart", async () => {
            await deploy({});
            const now = await fullMesh(namespace, 2);
            assert.deepEqual(
                now.map(({ restarts }) => restarts),
                [0, 0],
            );
        });
    });
}
