import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Accesses } from "./apiProxy";
import { kubectl, kubectlWith, namespaceExists, object, objects, podUids, versions } from "./kubectl";
import { changes, failure, TestStack, type Configuration } from "./stack";

const root = join(__dirname, "..", "..");
const small = { "rig:replicas": 1, "rig:minReadySeconds": 0 };
const context = String(process.env.RIG_CONTEXT);
const elsewhere = "11111111-2222-3333-4444-555555555555";

async function clusterUid(): Promise<string> {
    return (await kubectl("get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}")).trim();
}

/** The shell scripts of the documentation, as they stand there. */
function blocks(): string[] {
    const page = readFileSync(join(root, "docs", "ownership.md"), "utf8");
    return [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => String(block));
}

/** The uids of everything that the gateway has in its namespace, which an update in place keeps. */
async function uids(namespace: string): Promise<string[]> {
    const kinds = "deployments,services,networkpolicies,serviceaccounts,secrets";
    return (await objects(namespace, kinds)).map(({ metadata }) => metadata.uid).sort();
}

describe("a stack and its cluster", () => {
    const namespace = "rig-ownership";
    const accesses = new Accesses();
    let stack: TestStack;

    before(async () => {
        stack = await TestStack.create("ownership", small);
        await stack.up();
    });

    after(async () => {
        accesses.close();
        await stack.destroy();
        await kubectl("delete", "serviceaccount/operator", "clusterrolebinding/operator", "-n", "default");
    });

    it("belong together by an id on every object, which no pod has", async () => {
        const all = await objects(namespace, "deployments,services,networkpolicies,serviceaccounts,secrets");
        const marks = all
            .filter(({ metadata }) => metadata.name.startsWith("rig-"))
            .map(({ metadata }) => metadata.annotations["rig-owner"]);
        assert.equal(new Set(marks).size, 1);
        assert.match(String(marks[0]), /^[0-9a-f]{16}$/);
        assert.ok(marks.length >= 9);
        const [pod] = await objects(namespace, "pods");
        assert.equal(pod?.metadata.annotations["rig-owner"], undefined);
    });

    it("stay together under another context, with other credentials and at another address", async () => {
        const before = await uids(namespace);
        await kubectl("create", "serviceaccount", "operator", "-n", "default");
        await kubectl(
            ...["create", "clusterrolebinding", "operator", "--clusterrole=cluster-admin"],
            "--serviceaccount=default:operator",
        );
        const token = (await kubectl("create", "token", "operator", "-n", "default")).trim();
        const withToken = (text: string) => text.replace(/client-certificate:.*\n\s*client-key:.*/, `token: ${token}`);
        const atLocalhost = (text: string) => text.replace("https://127.0.0.1:", "https://localhost:");
        for (const [way, expected] of [
            [accesses.rewritten(context, withToken), []],
            [accesses.rewritten("renamed"), ["update cluster", "update gateway"]],
            [accesses.rewritten("renamed", atLocalhost), ["update gateway"]],
        ] as const) {
            assert.deepEqual(changes(await stack.preview(way)), expected);
            await stack.up(way);
            assert.deepEqual(changes(await stack.preview(way)), []);
            assert.deepEqual(await uids(namespace), before);
        }
        await stack.up();
        assert.deepEqual(await uids(namespace), before);
    });

    it("are told from another cluster, with the same context or another, in a preview, too", async () => {
        const before = [await versions(namespace), await stack.providerContext()];
        const another = new RegExp(
            `uid ${await clusterUid()}\\. The context ".*" leads to another one: there it is ${elsewhere}\\. Nothing was changed\\..*pulumi stack init`,
        );
        for (const name of [context, "other"]) {
            for (const view of [{}, { hidden: namespace }]) {
                const other = await accesses.proxied(name, { kubeSystem: { uid: elsewhere }, ...view });
                assert.match(await failure(stack.preview(other)), another);
                assert.match(await failure(stack.up(other)), another);
            }
        }
        assert.deepEqual([await versions(namespace), await stack.providerContext()], before);
    });

    it("part by the documented command", async () => {
        const other = await accesses.proxied("other", { kubeSystem: { uid: elsewhere } });
        const goOnIn = async (first: string, access: { readonly KUBECONFIG: string; readonly RIG_CONTEXT: string }) => {
            const names = `KUBECONFIG=${access.KUBECONFIG}\nSTACK=${stack.name}\nCONTEXT=${access.RIG_CONTEXT}\nFIRST=${first}`;
            await stack.shell(`${names}\nexport KUBECONFIG\n${String(blocks()[1])}`);
        };
        const first = await clusterUid();
        await goOnIn(first, other);
        await stack.up(other);
        assert.match(await failure(stack.preview()), new RegExp(`the uid ${elsewhere}\\.`));
        await goOnIn(elsewhere, { KUBECONFIG: String(process.env.KUBECONFIG), RIG_CONTEXT: context });
        await stack.up();
    });

    it("don't depend on the right to read kube-system, as long as the gateway's objects are there", async () => {
        const before = await uids(namespace);
        const blind = await accesses.proxied("blind", { kubeSystem: "forbidden" });
        await stack.up(blind);
        assert.deepEqual(await uids(namespace), before);
        const nothing = await accesses.proxied("blind", { kubeSystem: "forbidden", hidden: namespace });
        assert.match(await failure(stack.preview(nothing)), /Whether the context "blind" leads there can't be seen/);
        await stack.up();
    });
});

describe("a stack whose user may not read kube-system", () => {
    const namespace = "rig-blind";
    const accesses = new Accesses();

    after(() => {
        accesses.close();
    });

    it("is deployed, goes on with and without the right, and isn't taken to another cluster", async () => {
        const stack = await TestStack.create("blind", small);
        const blind = await accesses.proxied(context, { kubeSystem: "forbidden" });
        await stack.up(blind);
        const before = await uids(namespace);
        await stack.up();
        await stack.up(await accesses.proxied("renamed", { kubeSystem: "forbidden" }));
        assert.deepEqual(await uids(namespace), before);
        const other = await accesses.proxied("other", { kubeSystem: "forbidden", hidden: namespace });
        for (const run of [() => stack.preview(other), () => stack.up(other)]) {
            assert.match(
                await failure(run()),
                /by way of the context "renamed", and no object of the gateway is in the cluster of the context "other"/,
            );
        }
        assert.deepEqual(await uids(namespace), before);
        await stack.up();
        await stack.destroy();
        assert.equal(await namespaceExists(namespace), false);
    });
});

describe("a first deployment that is refused", () => {
    const accesses = new Accesses();

    after(() => {
        accesses.close();
    });

    it("doesn't tie the stack to that cluster", async () => {
        const stack = await TestStack.create("refused", { ...small, "rig:createNamespace": false });
        const wrong = await accesses.proxied("wrong", { kubeSystem: { uid: elsewhere } });
        assert.match(await failure(stack.up(wrong)), /Namespace rig-refused: it doesn't exist/);
        stack.configure(small);
        await stack.up();
        await stack.destroy();
    });
});

describe("two states of one project and stack", () => {
    const name = "twice";
    const namespace = `rig-${name}`;
    let first: TestStack;
    let second: TestStack;

    const configuration: Configuration = { ...small, "rig:settings": { LOG_LEVEL: "warn" } };
    const [, , names, steps] = blocks();
    const cookie = async () => (await object(namespace, "secret", "rig-reactive-interaction-gateway-cookie")).data;

    before(async () => {
        first = await TestStack.create(name, configuration);
        await first.up();
        second = await TestStack.createElsewhere(name, configuration, "clone");
    });

    it("don't share a gateway: the second one is refused, and its destroy deletes nothing", async () => {
        const before = await versions(namespace);
        for (const run of [() => second.preview(), () => second.up()]) {
            const message = await failure(run());
            assert.match(message, /Namespace rig-twice: another state of this project and stack has deployed it/);
            assert.match(message, /Deployment .*: another state/);
            assert.match(message, /docs\/ownership\.md says how to take the gateway over/);
        }
        await second.destroy();
        assert.deepEqual(await versions(namespace), before);
        assert.deepEqual(changes(await first.preview()), []);
    });

    it("don't race: the API server refuses a second owner of an object", async () => {
        const applied = {
            apiVersion: "v1",
            kind: "ServiceAccount",
            metadata: { name: "rig-reactive-interaction-gateway", namespace, annotations: { "rig-owner": "another" } },
        };
        const apply = kubectlWith(applied, "apply", "--server-side", "--field-manager=pulumi-kubernetes-other");
        assert.match(await failure(apply), /conflict.*rig-owner/s);
    });

    it("hand a gateway over by the documented steps, with its cookie", async () => {
        // A new state makes what has a suffix in its name anew, beside the old.
        const kept = async () =>
            (await objects(namespace, "deployments,services,networkpolicies,serviceaccounts,secrets"))
                .filter(({ metadata }) => !/-[0-9a-f]{10}$/.test(metadata.name))
                .map(({ metadata }) => metadata.uid);
        const all = async () => (await objects(namespace, "configmaps,networkpolicies")).length;
        const before = [await cookie(), await kept(), await all()];
        await second.shell(String(names).replaceAll("prod", name) + String(steps));
        await second.up({ PULUMI_K8S_ENABLE_PATCH_FORCE: "true" });
        assert.deepEqual([await cookie(), await kept(), await all()], before);
        assert.deepEqual(changes(await second.preview()), []);
        assert.match(await failure(first.preview()), /another state of this project and stack has deployed it/);
        assert.equal((await podUids(namespace)).length, 1);
        await second.destroy();
        assert.equal(await namespaceExists(namespace), false);
    });
});

describe("a stack that is renamed", () => {
    const namespace = "rig-before";

    it("is refused with the command that keeps its gateway, and goes on with it", async () => {
        const before = await TestStack.create("before", small);
        await before.up();
        const [pods, objectsBefore] = [await podUids(namespace), await uids(namespace)];
        const renamed = await before.rename("after");
        for (const run of [() => renamed.preview(), () => renamed.up()]) {
            const message = await failure(run());
            assert.match(message, /was first deployed as stack before, .*Nothing was changed/);
            assert.match(message, /pulumi config set --path 'rig:instance\.stack' before/);
        }
        assert.deepEqual(await uids(namespace), objectsBefore);
        await renamed.shell("pulumi config set --path 'rig:instance.stack' before");
        assert.deepEqual(changes(await renamed.preview()), ["update gateway"]);
        await renamed.up();
        assert.deepEqual([await podUids(namespace), await uids(namespace)], [pods, objectsBefore]);
        await renamed.destroy();
        assert.equal(await namespaceExists(namespace), false);
    });
});
