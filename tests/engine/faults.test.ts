import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { at } from "../unit/at";
import { namespaceExists, object, podUids, versions } from "./kubectl";
import { failure, TestStack } from "./stack";

describe("an image that never becomes ready", () => {
    const namespace = "rig-never-ready";
    const good = { "rig:replicas": 2, "rig:minReadySeconds": 0 };
    let stack: TestStack;

    before(async () => {
        stack = await TestStack.create("never-ready", good);
        await stack.up();
    });

    it("fails within the deploy timeout, with the pod's reason, while the old pods go on", async () => {
        const pods = await podUids(namespace);
        stack.configure({ ...good, "rig:image": { tag: "never-ready" }, "rig:deployTimeout": 10 });
        const message = await failure(stack.up());
        assert.match(message, /\[(ErrImagePull|ImagePullBackOff)\] .*never-ready/);
        const now = await podUids(namespace);
        assert.ok(pods.every((uid) => now.includes(uid)));
    });

    it("is forgotten after the next update", async () => {
        stack.configure(good);
        await stack.up();
        assert.equal((await podUids(namespace)).length, 2);
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        await stack.destroy();
        assert.equal(await namespaceExists(namespace), false);
    });
});

describe("a stack under protection, as prod's own file has it", () => {
    const namespace = "rig-prod";
    const file: unknown = parse(readFileSync(join(__dirname, "..", "..", "Pulumi.prod.yaml"), "utf8"));
    const given = at(file, "config");
    const configuration = { ...(typeof given === "object" ? given : {}), "rig:minReadySeconds": 0 };
    let stack: TestStack;

    before(async () => {
        stack = await TestStack.create("prod", configuration);
        await stack.up();
    });

    it("is deployed with three pods behind a load balancer", async () => {
        assert.equal((await podUids(namespace)).length, 3);
        const outputs = await stack.outputs();
        assert.equal(outputs.serviceType, "LoadBalancer");
        assert.equal(outputs.endpoint, "http://192.0.2.10:4000");
    });

    it("may name its cluster and bring its kubeconfig, as a path or as a secret text, and keeps its objects", async () => {
        const path = String(process.env.KUBECONFIG);
        const nothingFromTheCaller = { RIG_CONTEXT: "", KUBECONFIG: "" };
        const named = { ...configuration, "rig:kubernetes": { context: process.env.RIG_CONTEXT } };
        const uids = await podUids(namespace);

        stack.configure({ ...named, "rig:kubeconfig": path, "rig:minReadySeconds": 1 });
        const byPath = await stack.up(nothingFromTheCaller);
        assert.deepEqual(Object.keys(byPath.changes).sort(), ["same", "update"]);

        stack.configure(named);
        await stack.setSecret("rig:kubeconfig", readFileSync(path, "utf8"));
        const byText = await stack.up(nothingFromTheCaller);
        assert.deepEqual(Object.keys(byText.changes).sort(), ["same", "update"]);
        assert.ok(!stack.state().includes("client-certificate:"), "the kubeconfig's text is encrypted in the state");

        assert.deepEqual(await podUids(namespace), uids);
        stack.configure(configuration);
    });

    it("isn't destroyed, and nothing of it", async () => {
        const before = await versions(namespace);
        assert.match(await failure(stack.destroy()), /protected/);
        assert.deepEqual(await versions(namespace), before);
        await object(namespace, "deployment", "rig-reactive-interaction-gateway");
    });

    it("is destroyed once the protection is lifted", async () => {
        stack.configure({ ...configuration, "rig:protect": false });
        await stack.up();
        await stack.destroy();
        assert.equal(await namespaceExists(namespace), false);
    });
});
