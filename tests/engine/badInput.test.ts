import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubectl, kubectlWith, namespaceExists, object, versions } from "./kubectl";
import { failure, TestStack } from "./stack";

const name = "bad-input";
const namespace = `rig-${name}`;
const good = { "rig:replicas": 1, "rig:minReadySeconds": 0, "rig:createNamespace": false };

describe("bad input", () => {
    let stack: TestStack;
    let untouched: Record<string, string>;

    /** What `up` says of a configuration that it refuses; nothing in the cluster may change. */
    const refused = async (configuration: Record<string, unknown>, environment: Record<string, string> = {}) => {
        stack.configure(configuration);
        const message = await failure(stack.up(environment));
        assert.match(message, /Nothing was changed/);
        assert.deepEqual(await versions(namespace), untouched, "no object was added, changed or removed");
        return message;
    };

    before(async () => {
        await kubectl("create", "namespace", namespace);
        stack = await TestStack.create(name, good);
        await stack.up();
        untouched = await versions(namespace);
    });

    after(async () => {
        await stack.destroy();
        await kubectl("delete", "namespace", namespace);
    });

    it("is reported as a whole: a wrong type, a misspelt key and a missing cluster in one message", async () => {
        const wrong = { ...good, "rig:replicas": "three", "rig:serviceTyp": "NodePort" };
        const message = await refused(wrong, { RIG_CONTEXT: "" });
        assert.match(message, /rig:replicas: "three" is not allowed\. Allowed: a whole number from 0 to 100\./);
        assert.match(message, /rig:serviceTyp: there is no such key\. Did you mean serviceType\?/);
        assert.match(message, /rig:kubernetes\.context: is missing: which cluster is meant\?/);
    });

    it("is refused before the API server refuses it halfway, and secrets in plain text without showing them", async () => {
        const message = await refused({
            ...good,
            "rig:kubernetes": { context: "prod-eu" },
            "rig:method": "kustomize",
            "rig:tolerations": [{ key: "a", operator: "Exist" }],
            "rig:networkPolicy": { publicFrom: [{ ipBlock: { cidr: "10.0.0.0" } }] },
            "rig:labels": { "app.kubernetes.io/name": "mine", team: "a b" },
            "rig:cookieValue": "PlainCookiePlainCookiePlainCookie12",
            "rig:settings": { JWT_SECRET_KEY: "plain-jwt-key" },
            "kubernetes:context": "prod",
        });
        for (const expected of [
            /has 9 problems/,
            /rig:kubernetes\.context: "prod-eu" contradicts the caller/,
            /rig:method: "kustomize" is not allowed\. Allowed: manifests, helm/,
            /rig:tolerations\[0\]\.operator: "Exist" is not allowed/,
            /rig:networkPolicy\.publicFrom\[0\]\.ipBlock\.cidr: "10\.0\.0\.0" is not allowed/,
            /rig:labels\.team: "a b" is not allowed/,
            /app\.kubernetes\.io\/name: app\.kubernetes\.io\/\* and pod-template-hash are set by the deployment/,
            /rig:cookieValue: .*pulumi config set --secret rig:cookieValue/,
            /pulumi config set --secret --path 'rig:secretSettings\.JWT_SECRET_KEY'/,
            /kubernetes:context: the default provider isn't used/,
        ]) {
            assert.match(message, expected);
        }
        assert.ok(!/PlainCookie|plain-jwt/.test(message));
    });

    it("names the contexts there are when one doesn't exist", async () => {
        const context = String(process.env.RIG_CONTEXT);
        const message = await refused(good, { RIG_CONTEXT: `${context}x` });
        assert.ok(message.includes(`has no context ${context}x. Did you mean ${context}?`));
    });

    it("fails in a preview, too, when the cluster can't be reached", async () => {
        const kubeconfig = join(mkdtempSync(join(tmpdir(), "rig-")), "kubeconfig");
        const text = readFileSync(String(process.env.KUBECONFIG), "utf8");
        writeFileSync(kubeconfig, text.replace(/server: .*/, "server: https://127.0.0.1:1"));
        stack.configure(good);
        const message = await failure(stack.preview({ KUBECONFIG: kubeconfig }));
        assert.match(message, /\(https:\/\/127\.0\.0\.1:1\) can't be reached: .*ECONNREFUSED/);
    });

    it("refuses a kubeconfig that isn't there", async () => {
        assert.match(await refused({ ...good, "rig:kubeconfig": "/nowhere" }), /There is no kubeconfig at \/nowhere/);
    });

    it("refuses a namespace that doesn't exist", async () => {
        const message = await refused({ ...good, "rig:namespace": "nobodys" });
        assert.match(message, /Namespace nobodys: it doesn't exist, and createNamespace is false/);
        assert.equal(await namespaceExists("nobodys"), false);
    });

    it("leaves the state as it was", async () => {
        stack.configure(good);
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
    });

    describe("in an existing cookie's Secret", () => {
        const withCookie = { ...good, "rig:cookie": { existingSecret: { name: "erlang", key: "cookie" } } };
        const secret = (data: Record<string, string>) => ({
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "erlang", namespace },
            stringData: data,
        });

        const recreate = async (data: Record<string, string>) => {
            await kubectl("delete", "secret", "erlang", "-n", namespace, "--ignore-not-found");
            await kubectlWith(secret(data), "apply");
            untouched = await versions(namespace);
        };

        it("refuses a missing Secret", async () => {
            assert.match(await refused(withCookie), /Secret rig-bad-input\/erlang: it doesn't exist/);
        });

        it("refuses a missing key, and names those there are", async () => {
            await recreate({ other: "x" });
            assert.match(await refused(withCookie), /has no key cookie, which .* names\. It has: other\./);
        });

        it("refuses a text that RIG would mistake, without showing it", async () => {
            await recreate({ cookie: "-leading-dash-and-long-enough-for-this" });
            const message = await refused(withCookie);
            assert.match(
                message,
                /the cookie under cookie \(not shown\) is not usable\. Allowed: 32 to 255 letters and digits/,
            );
            assert.ok(!message.includes("leading-dash"));
        });

        it("takes a good one in place of another cookie by a rotation only", async () => {
            await recreate({ cookie: "GoodCookieGoodCookieGoodCookieGood1" });
            const message = await refused(withCookie);
            assert.match(
                message,
                /cookie: it is another one than the pods have .* first set cookie\.rotation to 0 .* with cookie\.rotation 1/,
            );
            stack.configure({ ...good, "rig:cookie": { rotation: 0 } });
            await stack.up();
            stack.configure({ ...good, "rig:cookie": { ...withCookie["rig:cookie"], rotation: 1 } });
            await stack.up();
            const made = JSON.stringify(await object(namespace, "deployment", "rig-reactive-interaction-gateway"));
            assert.ok(made.includes('"secretKeyRef":{"key":"cookie","name":"erlang"}'));
            const applied = await object(namespace, "secret", "erlang");
            assert.ok(JSON.stringify(applied.metadata.annotations).includes("GoodCookie"), "kubectl has left a copy");
            assert.ok(!stack.state().includes("GoodCookie"), "which isn't in the state");
        });
    });
});
