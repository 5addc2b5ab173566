import assert from "node:assert/strict";
import { at } from "../unit/at";
import { object, objects, podUids } from "./kubectl";
import { failure, TestStack } from "./stack";

const name = "changes";
const namespace = `rig-${name}`;
const deployment = "rig-reactive-interaction-gateway";
const small = { "rig:replicas": 1, "rig:minReadySeconds": 0 };

const template = async () => at(await object(namespace, "deployment", deployment), "spec", "template");
const service = async (suffix = "") => object(namespace, "service", `${deployment}${suffix}`);

describe("changing a stack", () => {
    let stack: TestStack;

    before(async () => {
        stack = await TestStack.create(name, small);
        await stack.up();
    });

    after(async () => {
        await stack.destroy();
    });

    it("scales up without restarting a pod, and opens a port on the nodes", async () => {
        const [first] = await podUids(namespace);
        assert.ok(first !== undefined);
        assert.equal((await objects(namespace, "poddisruptionbudgets")).length, 0);

        stack.configure({
            ...small,
            "rig:replicas": 3,
            "rig:serviceType": "NodePort",
            "rig:nodeAddress": "203.0.113.7",
        });
        await stack.up();
        const three = await podUids(namespace);
        assert.equal(three.length, 3);
        assert.ok(three.includes(first));
        assert.equal((await objects(namespace, "poddisruptionbudgets")).length, 1);
        const nodePort = String(at(await service(), "spec", "ports", 0, "nodePort"));
        assert.match(nodePort, /^3\d{4}$/);
        assert.equal((await stack.outputs()).externalEndpoint, `http://203.0.113.7:${nodePort}`);
    });

    it("scales down without restarting the pods that stay, and gets a load balancer's address", async () => {
        const three = await podUids(namespace);
        stack.configure({ ...small, "rig:replicas": 2, "rig:serviceType": "LoadBalancer" });
        await stack.up();
        const two = await podUids(namespace);
        assert.equal(two.length, 2);
        assert.ok(two.every((uid) => three.includes(uid)));
        assert.equal(at(await service(), "spec", "type"), "LoadBalancer");
        assert.equal(at(await service("-admin"), "spec", "type"), "ClusterIP");
        const outputs = await stack.outputs();
        assert.equal(outputs.externalEndpoint, "http://192.0.2.10:4000");
        assert.equal(outputs.endpoint, outputs.externalEndpoint);
    });

    it("closes the public Service again", async () => {
        const before = await podUids(namespace);
        stack.configure({ ...small, "rig:replicas": 2 });
        await stack.up();
        const outputs = await stack.outputs();
        assert.equal(outputs.externalEndpoint, undefined);
        assert.equal(outputs.endpoint, outputs.internalEndpoint);
        assert.equal(at(await service(), "spec", "ports", 0, "nodePort"), undefined);
        assert.deepEqual(await podUids(namespace), before);
    });

    it("rolls the pods for another setting, and says so readably", async () => {
        const before = [await template(), await podUids(namespace)] as const;
        stack.configure({ ...small, "rig:settings": { LOG_LEVEL: "debug" } });
        const preview = await stack.preview();
        assert.match(preview.text, /name *: "LOG_LEVEL"/);
        await stack.setSecret("rig:secretSettings.JWT_SECRET_KEY", "first-secret-value");
        const { text } = await stack.up();
        assert.match(text, /warning: secretSettings\.JWT_SECRET_KEY: the key \(not shown\) has less than 32 bytes/);
        assert.ok(!text.includes("first-secret"), text);
        assert.notDeepEqual(await template(), before[0]);
        const uids = await podUids(namespace);
        assert.ok(uids.every((uid) => !before[1].includes(uid)));
        const [configMap, ...others] = await objects(namespace, "configmaps", "-l", "app.kubernetes.io/name");
        assert.deepEqual(at(configMap, "data"), { LOG_LEVEL: "debug" });
        assert.deepEqual(others, []);
    });

    it("rolls the pods for another secret setting, whose Deployment stays readable", async () => {
        const before = [await template(), await podUids(namespace)] as const;
        await stack.setSecret("rig:secretSettings.JWT_SECRET_KEY", "second-secret-value");
        const { text } = await stack.preview();
        const name = `${deployment}-secret-settings-`;
        assert.match(text, new RegExp(`name *: "${name}[0-9a-f]{10}" => "${name}`));
        assert.ok(!text.includes("secret-value"));
        await stack.up();
        assert.notDeepEqual(await template(), before[0]);
        assert.ok((await podUids(namespace)).every((uid) => !before[1].includes(uid)));
        const secrets = await objects(namespace, "secrets", "-l", "app.kubernetes.io/name");
        assert.equal(secrets.length, 2);
        const values = secrets
            .map((secret) => at(secret, "data", "JWT_SECRET_KEY"))
            .filter((value) => value !== undefined);
        assert.deepEqual(values, [Buffer.from("second-secret-value").toString("base64")]);
    });

    it("refuses another cookie without a rotation, and nothing has changed", async () => {
        const before = [await template(), await object(namespace, "secret", `${deployment}-cookie`)];
        await stack.setSecret("rig:cookieValue", "SecondCookieSecondCookieSecondCookie2");
        for (const run of [() => stack.preview(), () => stack.up()]) {
            assert.match(await failure(run()), /cookie: it is another one than the pods have \(neither is shown\)/);
        }
        assert.deepEqual([await template(), await object(namespace, "secret", `${deployment}-cookie`)], before);
    });
});
