import assert from "node:assert/strict";
import { at } from "../unit/at";
import { kubectl, kubectlWith, object, podUids, versions } from "./kubectl";
import { changes, failure, TestStack, type Configuration } from "./stack";

const deployment = "rig-reactive-interaction-gateway";
const methods: Record<string, Configuration> = {
    manifests: {},
    helm: { "rig:method": "helm", "rig:chart": { path: "tests/fixtures/charts/reactive-interaction-gateway" } },
};

for (const [method, choice] of Object.entries(methods)) {
    describe(`an existing Secret that has lost the cookie, method ${method}`, () => {
        const name = `lost-cookie-${method}`;
        const namespace = `rig-${name}`;
        const given = (more: Configuration = {}) => ({
            ...choice,
            "rig:createNamespace": false,
            "rig:replicas": 1,
            "rig:minReadySeconds": 0,
            "rig:deployTimeout": 60,
            "rig:cookie": { existingSecret: { name: "erlang", key: "c" } },
            ...more,
        });
        const putSecret = (data: Record<string, string>) =>
            kubectlWith(
                { apiVersion: "v1", kind: "Secret", metadata: { name: "erlang", namespace }, stringData: data },
                "apply",
            );
        const good = "OneCookie0123456789OneCookie0123456789";
        const template = async () => at((await object(namespace, "deployment", deployment)).spec, "template");
        const isRead = async () => (await stack.export()).includes("gateway-existing-cookie");
        let stack: TestStack;

        before(async () => {
            await kubectl("create", "namespace", namespace);
            await putSecret({ c: good });
            stack = await TestStack.create(name, given());
            await stack.up();
        });

        after(async () => {
            await stack.destroy();
            await kubectl("delete", "namespace", namespace);
        });

        it("changes nothing by itself, and is warned about", async () => {
            const before = await versions(namespace);
            assert.ok(await isRead());
            await kubectl("delete", "secret", "erlang", "-n", namespace);
            const preview = await stack.preview();
            assert.ok(
                preview.text.includes(
                    `Secret ${namespace}/erlang: it doesn't exist, and cookie.existingSecret names it with key c.`,
                ),
                preview.text,
            );
            assert.match(preview.text, /waits for it, .* Put the cookie of the pods back/);
            assert.deepEqual(changes(preview), ["discard gateway-existing-cookie"]);
            await stack.up();
            const { "Secret/erlang": _, ...others } = before;
            assert.deepEqual(await versions(namespace), others);
            assert.equal(await isRead(), false);
            assert.deepEqual(changes(await stack.preview()), []);
            assert.deepEqual(
                changes(await stack.refresh()).filter((step) => !step.startsWith("refresh ")),
                [],
            );
        });

        it("stops no other change, and pods that run go on", async () => {
            const [pods, before] = [await podUids(namespace), await template()];
            stack.configure(given({ "rig:replicas": 2, "rig:networkPolicy": { adminFrom: [{ podSelector: {} }] } }));
            await stack.up();
            assert.equal(at((await object(namespace, "deployment", deployment)).spec, "replicas"), 2);
            assert.deepEqual(await template(), before);
            const now = await podUids(namespace);
            assert.ok(pods.every((uid) => now.includes(uid)));
            assert.equal(now.length, 2);
        });

        it("is refused where this update makes the pods depend on it", async () => {
            const before = await versions(namespace);
            for (const cookie of [
                { existingSecret: { name: "other", key: "c" } },
                { existingSecret: { name: "erlang", key: "c" }, rotation: 1 },
            ]) {
                stack.configure(given({ "rig:replicas": 2, "rig:cookie": cookie }));
                assert.match(await failure(stack.up()), /it doesn't exist, .* Make it first/);
            }
            assert.deepEqual(await versions(namespace), before);
        });

        it("may be there again without the key, or with an unusable cookie", async () => {
            stack.configure(given({ "rig:replicas": 3 }));
            await putSecret({ d: good });
            assert.match((await stack.up()).text, /it has no key c, .* so this update goes on/);
            await kubectl("delete", "secret", "erlang", "-n", namespace);
            await putSecret({ c: "unusable" });
            stack.configure(given({ "rig:replicas": 2 }));
            const { text } = await stack.up();
            assert.match(text, /the cookie under c \(not shown\) is not usable.* takes it as it is/);
            assert.ok(!stack.state().includes(Buffer.from("unusable").toString("base64")));
        });

        it("is read again, and nothing else, when the documented command has put the cookie back", async () => {
            const before = await versions(namespace);
            await stack.shell(
                `printf %s ${good} | kubectl create secret generic erlang -n ${namespace} --from-file=c=/dev/stdin --dry-run=client -o yaml | kubectl apply --server-side --force-conflicts -f -`,
            );
            const { text, changes: steps, events } = await stack.preview();
            assert.ok(!text.includes(`Secret ${namespace}/erlang`), text);
            assert.deepEqual(changes({ text, changes: steps, events }), []);
            await stack.up();
            assert.ok(await isRead());
            const { "Secret/erlang": _, ...others } = before;
            const { "Secret/erlang": _put, ...now } = await versions(namespace);
            assert.deepEqual(now, others);
        });
    });
}
