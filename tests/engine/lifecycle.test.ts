import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { at } from "../unit/at";
import { gatewayKinds, kubectl, kubectlWith, namespaceExists, object, objects, podUids } from "./kubectl";
import { failure, TestStack } from "./stack";

const name = "lifecycle";
const namespace = `rig-${name}`;
const deployment = "rig-reactive-interaction-gateway";
const jwtKey = randomBytes(24).toString("hex");

describe("a stack's life", () => {
    let stack: TestStack;
    let cookie: string;
    let outputs: Record<string, unknown>;
    let previewed: string;

    before(async () => {
        stack = await TestStack.create(name, {
            "rig:replicas": 2,
            "rig:minReadySeconds": 0,
            "rig:settings": { LOG_LEVEL: "info", KAFKA_BROKERS: ["10.1.2.3:9092", "kafka.example.com:9093"] },
            "rig:resources": { requests: { cpu: "0.25", memory: "1024Mi" }, limits: { memory: "1.5Gi" } },
        });
        await stack.setSecret("rig:secretSettings.JWT_SECRET_KEY", jwtKey);
    });

    it("begins with everything made", async () => {
        const { changes } = await stack.up();
        assert.deepEqual(changes, { create: 23 });
        const secret = await object(namespace, "secret", `${deployment}-cookie`);
        cookie = Buffer.from(String(at(secret, "data", "cookie")), "base64").toString();
        assert.match(cookie, /^[A-Za-z0-9]{48}$/);
    });

    it("has exactly the objects of the convention", async () => {
        const made = (await objects(namespace, gatewayKinds, "-l", "app.kubernetes.io/managed-by=Pulumi"))
            .map(({ kind, metadata }) => `${kind} ${metadata.name.replace(/-[0-9a-f]{10}$/, "-HASH")}`)
            .sort();
        assert.deepEqual(made, [
            `ConfigMap ${deployment}-settings-HASH`,
            `Deployment ${deployment}`,
            `NetworkPolicy ${deployment}-cluster`,
            `NetworkPolicy ${deployment}-default-deny`,
            `NetworkPolicy ${deployment}-destinations-HASH`,
            `NetworkPolicy ${deployment}-dns`,
            `NetworkPolicy ${deployment}-public-HASH`,
            `PodDisruptionBudget ${deployment}`,
            `Secret ${deployment}-cookie`,
            `Secret ${deployment}-secret-settings-HASH`,
            `Service ${deployment}`,
            `Service ${deployment}-admin`,
            `Service ${deployment}-headless`,
            `ServiceAccount ${deployment}`,
        ]);
    });

    it("has its pods admitted under the restricted profile, which refuses others", async () => {
        const label = await kubectl("get", "namespace", namespace, "-o", "jsonpath={.metadata.labels}");
        assert.equal(at(JSON.parse(label), "pod-security.kubernetes.io/enforce"), "restricted");
        assert.equal((await podUids(namespace)).length, 2);
        const privileged = {
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name: "stranger", namespace },
            spec: { containers: [{ name: "c", image: "i", securityContext: { privileged: true } }] },
        };
        assert.match(await failure(kubectlWith(privileged, "create")), /violates PodSecurity "restricted/);
    });

    it("has nothing left to do right after, in a preview and in a refresh", async () => {
        const preview = await stack.preview();
        assert.deepEqual(preview.changes, { same: 23 });
        assert.deepEqual((await stack.refresh()).changes, { same: 23 });
        const afterRefresh = await stack.preview();
        assert.deepEqual(afterRefresh.changes, { same: 23 });
        previewed = preview.text + afterRefresh.text;
        outputs = await stack.outputs();
    });

    it("shows the cookie and secret settings nowhere but in their Secrets", async () => {
        const everything = await objects(namespace, `${gatewayKinds},pods,replicasets,endpointslices,events`);
        const published = JSON.stringify([everything.filter(({ kind }) => kind !== "Secret"), outputs, previewed]);
        const state = stack.state();
        for (const secret of [cookie, jwtKey]) {
            for (const text of [secret, Buffer.from(secret).toString("base64")]) {
                assert.ok(!state.includes(text), "in the state file");
                assert.ok(!published.includes(text), "in an object, an output or a preview");
            }
        }
        assert.ok(state.includes("10.1.2.3:9092"), "the search looks at a state that has the settings");
    });

    it("has commands that work as they are", async () => {
        const commands = outputs.commands;
        const shell = async (command: unknown) => {
            const { execFileSync } = await import("node:child_process");
            return execFileSync("bash", ["-c", String(command)], { encoding: "utf8" });
        };
        assert.equal((await shell(at(commands, "cookie"))).trim(), cookie);
        const pods = await shell(String(at(commands, "pods")).replace(" --watch", " --no-headers"));
        assert.equal(pods.trim().split("\n").length, 2);
    });

    it("ends with nothing left behind", async () => {
        await stack.destroy();
        assert.equal(await namespaceExists(namespace), false);
        assert.deepEqual(await stack.types(), []);
    });
});
