import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { at } from "../unit/at";
import { gatewayKinds, kubectl, kubectlWith, object, objects, podUids } from "./kubectl";
import { namedObjects } from "./needs";
import { StateFiles } from "./reliability/stateFiles";
import { failure, TestStack } from "./stack";

const deployment = "rig-reactive-interaction-gateway";
const helm = {
    "rig:method": "helm",
    "rig:chart": { path: "tests/fixtures/charts/reactive-interaction-gateway" },
};

/** Whether each object that a pod depends on, of whatever version, is there. */
async function podsHaveTheirObjects(namespace: string): Promise<void> {
    const present = (await objects(namespace, gatewayKinds)).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    for (const pod of await objects(namespace, "pods,deployments")) {
        const named = namedObjects(pod.spec);
        assert.ok(named.length > 1);
        assert.deepEqual(
            named.filter((each) => !present.includes(each)),
            [],
            pod.metadata.name,
        );
    }
}

/** The specs of the policies of one purpose. */
async function policies(namespace: string, purpose: string): Promise<unknown[]> {
    const found = await objects(namespace, "networkpolicies");
    return found.filter(({ metadata }) => metadata.name.startsWith(`${deployment}-${purpose}`)).map(({ spec }) => spec);
}

const publicPorts = async (namespace: string) =>
    (await policies(namespace, "public")).map((spec) => at(spec, "ingress", 0, "ports", 0, "port")).sort();
const destinationPorts = async (namespace: string) =>
    (await policies(namespace, "destinations")).map((spec) => at(spec, "egress", 0, "ports", 0, "port")).sort();

for (const [method, extra] of [
    ["manifests", {}],
    ["helm", helm],
] as const) {
    describe(`an update that fails and is reverted, by method ${method}`, () => {
        const name = `revert-${method}`;
        const namespace = `rig-${name}`;
        const atOnce = { "rig:minReadySeconds": 0, "rig:readinessProbe": { initialDelaySeconds: 0 } };
        const base = { ...extra, ...atOnce, "rig:replicas": 2 };
        const settings = (port: number) => ({
            INBOUND_PORT: port,
            KAFKA_BROKERS: [`kafka:${5000 + port}`],
        });
        const first = { ...base, "rig:settings": settings(4000) };
        const broken = (port: number) => ({
            ...base,
            "rig:settings": settings(port),
            "rig:image": { tag: "never-ready" },
            "rig:deployTimeout": 10,
        });
        let stack: TestStack;

        /** The state and the cluster are one: nothing is left to do, before and after a look at the cluster. */
        const isWhole = async () => {
            await podsHaveTheirObjects(namespace);
            assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
            assert.deepEqual(Object.keys((await stack.refresh()).changes), ["same"]);
            assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
            assert.equal((await objects(namespace, "configmaps", "-l", "app.kubernetes.io/name")).length, 1);
            assert.equal((await objects(namespace, "secrets", "-l", "app.kubernetes.io/name")).length, 2);
            // Whatever becomes of the pods, others come in their place.
            await kubectl("delete", "pods", "-n", namespace, "--all", "--wait=false");
            await kubectl("rollout", "status", `deployment/${deployment}`, "-n", namespace, "--timeout=60s");
            await podsHaveTheirObjects(namespace);
        };

        const configureWithSecret = async (configuration: Record<string, unknown>, secret: string) => {
            stack.configure(configuration);
            await stack.setSecret("rig:secretSettings.JWT_SECRET_KEY", secret.repeat(32));
        };

        /** Updates; where Helm was killed in its upgrade, first as the refusal says. */
        const upAsAdvised = async () => {
            try {
                await stack.up();
            } catch (error) {
                const [, command] = /First: (helm rollback [^;]+);/.exec(String(error)) ?? [];
                if (command === undefined) {
                    throw error;
                }
                await stack.shell(command);
                await stack.up();
            }
        };

        before(async () => {
            stack = await TestStack.create(name, first);
            await configureWithSecret(first, "a");
            await stack.up();
        });

        after(async () => {
            await stack.destroy();
        });

        it("keeps everything that the old pods need, however often it fails", async () => {
            const pods = await podUids(namespace);
            for (const port of [4100, 4200]) {
                await configureWithSecret(broken(port), "b");
                await failure(stack.up());
                const now = await podUids(namespace);
                assert.ok(pods.every((uid) => now.includes(uid)));
                await podsHaveTheirObjects(namespace);
                assert.ok((await publicPorts(namespace)).includes(4000));
                assert.ok((await destinationPorts(namespace)).includes(9000));
            }
        });

        it("goes back to the old settings with all objects that they need, and removes the others", async () => {
            await configureWithSecret(first, "a");
            await stack.up();
            assert.deepEqual(await publicPorts(namespace), [4000]);
            assert.deepEqual(await destinationPorts(namespace), [9000]);
            await isWhole();
        });

        it("goes on to a third version after a failure", async () => {
            await configureWithSecret(broken(4300), "c");
            await failure(stack.up());
            await configureWithSecret({ ...base, "rig:settings": settings(4400) }, "d");
            await stack.up();
            assert.deepEqual(await publicPorts(namespace), [4400]);
            assert.deepEqual(await destinationPorts(namespace), [9400]);
            await isWhole();
        });

        it("closes at once what the operator takes away, in the same policy", async () => {
            const from = (team: string) => [{ namespaceSelector: { matchLabels: { team } } }];
            const configuration = (team: string) => ({
                ...base,
                "rig:settings": settings(4400),
                "rig:networkPolicy": { publicFrom: from(team), egressTo: [{ ports: [{ port: 443 }] }] },
            });
            await configureWithSecret(configuration("one"), "d");
            await stack.up();
            const uids = async () =>
                (await objects(namespace, "networkpolicies")).map(({ metadata }) => metadata.uid).sort();
            const before = await uids();
            await configureWithSecret(configuration("two"), "d");
            await stack.up();
            assert.deepEqual(await uids(), before);
            assert.deepEqual(
                (await policies(namespace, "public")).map((spec) => at(spec, "ingress", 0, "from")),
                [from("two")],
            );
        });

        it("names and removes what a run has made that was killed before its state knew of it", async () => {
            const [policy] = (await objects(namespace, "networkpolicies")).filter(({ metadata }) =>
                metadata.name.startsWith(`${deployment}-destinations-`),
            );
            assert.ok(policy);
            const { labels, annotations } = policy.metadata;
            const create = ["create", "--field-manager=pulumi-kubernetes-0123"];
            const unknown = `${deployment}-destinations-0123456789`;
            await kubectlWith({ ...policy, metadata: { name: unknown, namespace, labels } }, ...create);
            // Of a prefix of which the gateway has none at present.
            const unknownCookie = `${deployment}-cookie-0123456789`;
            const secret = { apiVersion: "v1", kind: "Secret" };
            await kubectlWith(
                { ...secret, metadata: { name: unknownCookie, namespace, labels, annotations } },
                ...create,
            );
            // Someone else's, though the names and labels fit.
            const foreign = [
                { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `${deployment}-mine`, namespace } },
                { ...secret, metadata: { name: `${deployment}-cookie-abcdef0123`, namespace, labels } },
                {
                    ...secret,
                    metadata: { name: `${deployment}-secret-settings-abcdef0123`, namespace, labels, annotations },
                },
            ];
            for (const object of foreign) {
                await kubectlWith(object, "create", "--field-manager=argocd-controller");
            }
            const { text } = await stack.preview();
            assert.match(text, new RegExp(`more than one version of: .*${unknown}`));
            assert.match(text, new RegExp(`removed by this update .*${unknownCookie}`));
            assert.doesNotMatch(text, /abcdef0123/);
            assert.equal((await policies(namespace, "destinations")).length, 2);
            const { text: removed } = await stack.up();
            assert.match(removed, new RegExp(`removed by this update .*${unknownCookie}`));
            assert.deepEqual(await destinationPorts(namespace), [9400]);
            assert.doesNotMatch((await stack.preview()).text, /more than one version|removed by this update/);
            const secrets = (await objects(namespace, "secrets")).map(({ metadata }) => metadata.name);
            assert.ok(!secrets.includes(unknownCookie));
            for (const { kind, metadata } of foreign) {
                await kubectl("delete", kind, "-n", namespace, metadata.name);
            }
        });

        it("refuses a naming by which Pulumi would delete before it makes anew", async () => {
            await configureWithSecret(
                { ...base, "rig:settings": settings(4410), "pulumi:autonaming": { mode: "disabled" } },
                "d",
            );
            assert.match(
                await failure(stack.preview()),
                /pulumi:autonaming: \{"mode":"disabled"\} makes Pulumi delete/,
            );
        });

        for (const signal of ["SIGINT", "SIGKILL"] as const) {
            it(`goes back after ${signal} in the middle of it`, async () => {
                const hasTwo = async () =>
                    (await objects(namespace, "configmaps", "-l", "app.kubernetes.io/name")).length === 2;
                await configureWithSecret(broken(4500), "e");
                const up = spawn("pulumi", ["up", "--yes", "--skip-preview", "--stack", name], {
                    cwd: stack.folder,
                    stdio: "ignore",
                });
                const ended = new Promise((resolve) => up.once("exit", resolve));
                while (!(await hasTwo()) && up.exitCode === null) {
                    await setTimeout(100);
                }
                up.kill(signal);
                await ended;
                await podsHaveTheirObjects(namespace);
                new StateFiles(stack).removeEmptyAttributes();
                await stack.shell(`pulumi cancel --yes --stack ${name}`);
                await configureWithSecret({ ...base, "rig:settings": settings(4400) }, "d");
                await upAsAdvised();
                assert.deepEqual(await publicPorts(namespace), [4400]);
                assert.deepEqual(await destinationPorts(namespace), [9400]);
                await object(namespace, "deployment", deployment);
                await isWhole();
            });
        }
    }).timeout(600_000);
}
