import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { isRecord } from "../../components/validation/record";
import { at } from "../unit/at";
import { gatewayKinds, kubectl, namespaceExists, object, objects, podUids, type KubernetesObject } from "./kubectl";
import { failure, TestStack } from "./stack";

const run = promisify(execFile);
const namespace = "rig-rendered";
const jwtKey = "rendered-jwt-key-rendered-jwt-key";
const configuration = {
    "rig:replicas": 2,
    "rig:minReadySeconds": 0,
    "rig:serviceType": "LoadBalancer",
    "rig:settings": { LOG_LEVEL: "info", KAFKA_BROKERS: ["kafka.example.com:9093"], REQUEST_LOG: ["console"] },
    "rig:podAnnotations": { "example.com/on": "yes" },
};

const newFolder = () => mkdtempSync(join(tmpdir(), "rig-"));

/** Renders as `make render` does, where no cluster can be reached. */
async function render(stack: TestStack, output: string, secrets = ""): Promise<void> {
    const script = join(__dirname, "..", "..", "toolchain", "lib", "render.mjs");
    await run("node", [script, stack.folder, stack.name, output, secrets], {
        env: { ...process.env, KUBECONFIG: "/nowhere" },
    });
}

const text = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");
const texts = (folder: string) => readdirSync(folder).map((name) => text(folder, name));

const setByServer = ["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"];
// Files belong to no state, and carry no owner.
const setByOthers = [
    "kubectl.kubernetes.io/last-applied-configuration",
    "deployment.kubernetes.io/revision",
    "rig-owner",
];
const allocated = ["clusterIP", "clusterIPs", "nodePort", "healthCheckNodePort"];

/** What was asked for of an object: without what the API server, its controllers and the tool that applied it add. */
function wanted({ status: _, ...object }: KubernetesObject): unknown {
    const text = JSON.stringify(object, (key, value: unknown) => {
        if (allocated.includes(key)) {
            return undefined;
        }
        const added = key === "metadata" ? setByServer : key === "annotations" ? setByOthers : [];
        if (!isRecord(value) || added.length === 0) {
            return value;
        }
        const rest = Object.entries(value).filter(([name]) => !added.includes(name));
        return rest.length === 0 ? undefined : Object.fromEntries(rest);
    });
    return JSON.parse(text);
}

/** The namespace and the gateway's objects in it. */
async function deployed(): Promise<unknown[]> {
    const label = "app.kubernetes.io/name=reactive-interaction-gateway";
    const found = [await object("", "namespace", namespace), ...(await objects(namespace, gatewayKinds, "-l", label))];
    return found.map(wanted);
}

describe("rendered manifests", () => {
    let stack: TestStack;
    let withSecrets: string;

    before(async () => {
        stack = await TestStack.create("rendered", configuration);
        await stack.setSecret("rig:secretSettings.JWT_SECRET_KEY", jwtKey);
        await stack.up();
        const state = stack.state();
        withSecrets = newFolder();
        await render(stack, withSecrets, "yes");
        assert.equal(stack.state(), state, "the live stack is untouched");
    });

    after(async () => {
        await kubectl("delete", "namespace", namespace, "--ignore-not-found");
    });

    it("make the same objects by kubectl apply as the stack does, the cookie among them", async () => {
        const before = await deployed();
        const pods = await podUids(namespace);
        // On top of the stack's own objects, as who comes from `make up` does: there is nothing to restart for.
        await kubectl("apply", "-f", withSecrets);
        assert.deepEqual(await deployed(), before);
        assert.deepEqual(await podUids(namespace), pods);
        await stack.destroy();
        assert.equal(await namespaceExists(namespace), false);
        await kubectl("apply", "-f", withSecrets);
        assert.deepEqual(await deployed(), before);
        assert.equal(before.length, 15);
        await kubectl("rollout", "status", "deployment", "-n", namespace, "--timeout=60s");
    });

    it("hold no secret without the flag, but the names that are needed", async () => {
        const folder = newFolder();
        const secrets = texts(withSecrets).filter((each) => each.includes("kind: Secret"));
        const values = secrets.flatMap((each) => {
            const data = at(parse(each), "data");
            return isRecord(data) ? Object.values(data).map(String) : [];
        });
        assert.equal(values.length, 2);
        writeFileSync(join(folder, "own.yaml"), "mine");
        await render(stack, folder);

        const everything = texts(folder).join("\n");
        for (const value of values) {
            assert.ok(!everything.includes(value));
            assert.ok(!everything.includes(Buffer.from(value, "base64").toString()));
        }
        assert.deepEqual(
            readdirSync(folder).filter((name) => name !== "own.yaml"),
            readdirSync(withSecrets).map((name) => (name.includes("-secret-") ? `${name}.example` : name)),
        );
        const example = "4-secret-rig-reactive-interaction-gateway-secret-settings.yaml.example";
        assert.match(text(folder, example), /External Secrets.*Sealed Secrets/s);
        const secret: unknown = parse(text(folder, example));
        assert.deepEqual(at(secret, "stringData"), { JWT_SECRET_KEY: "<value of JWT_SECRET_KEY>" });
        const deployment = "9-deployment-rig-reactive-interaction-gateway.yaml";
        const withoutFingerprints = text(withSecrets, deployment)
            .replace(/^ +checksum\/cookie: .*\n/m, "")
            .replace(/-settings-[0-9a-f]{10}$/gm, "-settings")
            // By now the stack is gone, and with it the id in the names of its groups.
            .replace(/(rig-rendered-[0-9a-f]{10})-[0-9a-f]{10}$/gm, "$1");
        // What is deployed has the suffix that the stack made up, and here it is the content's fingerprint.
        const stable = text(folder, deployment);
        assert.equal(stable.replace(/-settings-[0-9a-f]{10}$/gm, "-settings"), withoutFingerprints);
        const again = newFolder();
        await render(stack, again);
        assert.equal(text(again, deployment), stable);
        assert.ok(withoutFingerprints.includes(String(at(secret, "metadata", "name"))));

        // Again, after a change: the same files, and none of a setting that is gone. What isn't from a rendering stays.
        const before = readdirSync(folder).filter((name) => !name.includes("configmap"));
        stack.configure({ ...configuration, "rig:settings": {} });
        await stack.setSecret("rig:secretSettings.JWT_SECRET_KEY", "another-jwt-key-another-jwt-key-1");
        await render(stack, folder);
        assert.deepEqual(
            readdirSync(folder).filter((name) => !before.includes(name)),
            [],
        );
        assert.equal(text(folder, "own.yaml"), "mine");
    });

    it("are readable for their owner only when they hold secrets", () => {
        for (const name of readdirSync(withSecrets)) {
            const others = statSync(join(withSecrets, name)).mode & 0o077;
            assert.equal(others === 0, name.includes("-secret-"), name);
        }
    });

    it("leave the cluster check out: who applies files waits for nothing", async () => {
        const folder = newFolder();
        const checked = await TestStack.create("rendered-checked", { "rig:clusterCheck": true });
        await render(checked, folder);
        const names = readdirSync(folder);
        assert.ok(names.includes("9-deployment-rig-reactive-interaction-gateway.yaml"));
        assert.deepEqual(
            names.filter((name) => /-job-|networkpolicy-.*-(check|admin)/.test(name)),
            [],
        );
    });

    it("leave the number of pods to the autoscaler, which the files have, too", async () => {
        const folder = newFolder();
        const autoscaling = { "rig:autoscaling": { min: 2, max: 8, cpu: 70 } };
        const scaled = await TestStack.create("rendered-scaled", autoscaling);
        await render(scaled, folder);
        const deployment: unknown = parse(text(folder, "9-deployment-rig-reactive-interaction-gateway.yaml"));
        assert.equal(at(deployment, "spec", "replicas"), undefined);
        assert.notEqual(at(deployment, "spec", "template"), undefined);
        const autoscaler = readdirSync(folder).find((name) => name.includes("horizontalpodautoscaler"));
        assert.equal(at(parse(text(folder, String(autoscaler))), "spec", "maxReplicas"), 8);
    });

    it("take the cookie from an existing Secret, which isn't looked at", async () => {
        const folder = newFolder();
        const existingSecret = { name: "erlang", key: "shared" };
        const other = await TestStack.create("rendered-only", { "rig:cookie": { existingSecret } });
        await render(other, folder);
        assert.ok(!readdirSync(folder).some((name) => name.includes("-secret-")));
        const deployment: unknown = parse(text(folder, "9-deployment-rig-reactive-interaction-gateway.yaml"));
        const [, cookie] = [at(deployment, "spec", "template", "spec", "containers", 0, "env")].flat();
        assert.deepEqual(at(cookie, "valueFrom"), { secretKeyRef: { name: "erlang", key: "shared" } });
    });

    it("name the Secret of a later cookie by its number, always the same, and leave the first one out", async () => {
        const [folder, again] = [newFolder(), newFolder()];
        const rotated = await TestStack.create("rendered-rotated", { "rig:cookie": { rotation: 2 } });
        await render(rotated, folder);
        await render(rotated, again);
        const cookie = "rig-reactive-interaction-gateway-cookie-2";
        assert.deepEqual(
            readdirSync(folder).filter((name) => name.includes("-secret-")),
            [`4-secret-${cookie}.yaml.example`],
        );
        assert.match(
            text(folder, "9-deployment-rig-reactive-interaction-gateway.yaml"),
            new RegExp(`name: ${cookie}$`, "m"),
        );
        assert.deepEqual(texts(again), texts(folder));
    });

    it("are refused as a whole: what is in the way, a stack that isn't deployed, a wrong configuration, a Helm release", async () => {
        const folder = newFolder();
        const never = await TestStack.create("rendered-never", { "rig:replicas": "many" });
        assert.match(await failure(render(never, folder)), /rig:replicas: "many" is not allowed/);
        never.configure({ "rig:method": "helm" });
        assert.match(await failure(render(never, folder)), /rig:method is helm: .*helm get manifest rig\. To render/s);
        never.configure({ "rig:replicas": 1 });
        assert.match(
            await failure(render(never, folder, "yes")),
            /has no gateway-broker-groups, gateway-cookie, gateway-fingerprint-key yet, .*First: make up STACK=rendered-never/s,
        );
        const inTheWay = "0-namespace-rig-rendered-never.yaml";
        writeFileSync(join(folder, inTheWay), "mine");
        assert.match(await failure(render(never, folder)), /would be overwritten\..*Nothing was written\./s);
        assert.deepEqual(readdirSync(folder), [inTheWay]);
        assert.equal(text(folder, inTheWay), "mine");
        rmSync(join(folder, inTheWay));
        mkdirSync(join(folder, inTheWay));
        assert.match(await failure(render(never, folder)), /would be overwritten\..*Nothing was written\./s);
        assert.deepEqual(readdirSync(folder), [inTheWay]);
    });
}).timeout(600_000);
