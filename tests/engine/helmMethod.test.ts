import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { helm, helmList } from "./helm";
import { kubectl, namespaceExists, object, podUids, versions } from "./kubectl";
import { failure, TestStack } from "./stack";

const root = join(__dirname, "..", "..");
const chart = "tests/fixtures/charts/reactive-interaction-gateway";
const deployment = "rig-reactive-interaction-gateway";
const small = { "rig:replicas": 2, "rig:minReadySeconds": 0 };
const byHelm = { "rig:method": "helm", "rig:chart": { path: chart } };

describe("a gateway whose method changes", () => {
    const namespace = "rig-switched";
    const configuration = { ...small, "rig:protect": true, "rig:settings": { LOG_LEVEL: "info" } };
    const [names, toHelm, toManifests] = [
        ...readFileSync(join(root, "docs", "helm.md"), "utf8").matchAll(/```sh\n(.*?)```/gs),
    ].map(([, block]) => String(block));
    let stack: TestStack;

    /** Runs steps of the documentation, as they stand there, with the tests' own chart. */
    const follow = async (steps: string | undefined) => {
        const setMethod = 'pulumi config set --stack "$STACK" rig:method helm';
        const setChart = `pulumi config set --stack "$STACK" --path rig:chart.path ${chart}`;
        const script = `${String(names).replace("STACK=prod", "STACK=switched")}\n${String(steps)}`;
        await stack.shell(script.replace(setMethod, `${setMethod}\n${setChart}`));
    };

    /** What a client holds on to. */
    const held = async () => [
        await podUids(namespace),
        (await object(namespace, "service", deployment)).metadata.uid,
        (await object(namespace, "service", `${deployment}-headless`)).metadata.uid,
    ];

    before(async () => {
        stack = await TestStack.create("switched", { ...configuration, "rig:clusterCheck": true });
        await stack.up();
    });

    after(async () => {
        stack.configure(small);
        await stack.up();
        await stack.destroy();
        assert.equal(await namespaceExists(namespace), false);
    });

    it("changes nothing when the steps begin while there is a cluster check", async () => {
        assert.match(await failure(follow(toHelm)), /gateway-deployment.* can't be safely deleted/s);
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        stack.configure(configuration);
        await stack.up();
    });

    it("refuses the change without the documented steps, and with them keeps every pod and address", async () => {
        const before = await held();
        stack.configure({ ...configuration, ...byHelm });
        assert.match(await failure(stack.up()), /it was made by method manifests, and rig:method is helm/);
        stack.configure(configuration);
        await follow(toHelm);
        await stack.up();
        assert.deepEqual(await held(), before);
        assert.equal((await helmList("list", "-n", namespace)).length, 1);
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        stack.configure({ ...configuration, ...byHelm, "rig:clusterCheck": true });
        await stack.up();
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        stack.configure({ ...configuration, ...byHelm });
        await stack.up();
    });

    it("goes back in the same way, and Pulumi alone owns what is in the objects", async () => {
        const before = await held();
        stack.configure(configuration);
        assert.match(await failure(stack.up()), /it was made by method helm, and rig:method is manifests/);
        stack.configure({ ...configuration, ...byHelm });
        await follow(toManifests);
        await stack.up();
        assert.deepEqual(await held(), before);
        assert.equal((await helmList("list", "-n", namespace)).length, 0);
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        stack.configure({ ...small, "rig:protect": true });
        await stack.up();
        assert.ok(!JSON.stringify(await object(namespace, "deployment", deployment)).includes("LOG_LEVEL"));
    });
});

describe("someone else's Helm release", () => {
    const namespace = "rig-theirs";
    const install = (...args: string[]) =>
        helm("install", "rig", join(root, chart), "-n", namespace, "--set", "fullnameOverride=theirs", ...args);
    let stack: TestStack;

    const isLeftAlone = async () => {
        const before = await versions(namespace);
        assert.match(
            await failure(stack.up()),
            /Helm release rig-theirs\/rig: it exists already and isn't this gateway's/,
        );
        assert.deepEqual(Object.keys(await versions(namespace)), Object.keys(before));
    };

    before(async () => {
        await kubectl("create", "namespace", namespace);
        stack = await TestStack.create("theirs", { ...small, "rig:createNamespace": false, ...byHelm });
    });

    after(async () => {
        await kubectl("delete", "namespace", namespace);
    });

    it("is left alone, also when it was never deployed", async () => {
        await failure(install("--set", "sidecar.image=theirs:never-ready", "--wait", "--timeout", "3s"));
        await isLeftAlone();
        await helm("uninstall", "rig", "-n", namespace);
        await install();
        await isLeftAlone();
    });
});
