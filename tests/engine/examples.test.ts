import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { at } from "../unit/at";
import { kubectl, namespaceExists, object, objects } from "./kubectl";
import { compiled, Package } from "./package";
import { failure, TestStack } from "./stack";

const run = promisify(execFile);
const rig = new Package("package");
const example = (name: string) => rig.example(name);

describe("the packed package, in programs of one's own", () => {
    before(async () => {
        await rig.make("consumer", "two-gateways");
    });

    for (const name of ["consumer", "two-gateways"]) {
        it(`has types that ${name} compiles with`, async () => {
            await run(join(example(name), "node_modules", ".bin", "tsc"), ["-p", example(name)]);
        });
    }

    it("brings the post-renderer of method helm, compiled and executable", async () => {
        const script = join(example("consumer"), "node_modules", "rig", "dist", "helm", "post-render.js");
        const rendering = run(script);
        rendering.child.stdin?.end("kind: ConfigMap");
        assert.match(await failure(rendering), /the chart renders no container with the variables/);
    });

    it("puts two gateways into one stack and one namespace", async () => {
        const context = String(process.env.RIG_CONTEXT);
        const stack = await TestStack.create("both", { "two-gateways:context": context }, example("two-gateways"));
        await stack.up(compiled);
        const deployments = await kubectl("get", "deployments", "-n", "edge-both", "-o", "name");
        assert.deepEqual(deployments.trim().split("\n").sort(), [
            "deployment.apps/browsers-reactive-interaction-gateway",
            "deployment.apps/partners-reactive-interaction-gateway",
        ]);
        assert.deepEqual(Object.keys((await stack.preview(compiled)).changes), ["same"]);
        await stack.destroy();
        assert.equal(await namespaceExists("edge-both"), false);
    });

    it("reads the outputs of the gateway's stack in another one, and calls the gateway", async () => {
        const gateway = await TestStack.create("read", { "rig:replicas": 1, "rig:minReadySeconds": 0 });
        await gateway.up();
        const consumer = await TestStack.create(
            "consumer",
            { "consumer:gateway": "organization/rig/read", "consumer:context": String(process.env.RIG_CONTEXT) },
            example("consumer"),
        );
        await consumer.up(compiled);
        const url = "http://rig-reactive-interaction-gateway.rig-read.svc.cluster.local:4000";
        assert.equal((await consumer.outputs()).checked, url);
        const [job, ...more] = await objects("consumer-consumer", "jobs");
        assert.equal(more.length, 0);
        assert.equal(at(job, "status", "succeeded"), 1);
        assert.equal(at(job, "spec", "template", "spec", "containers", 0, "args", 0), `${url}/_rig/health`);
        const pods = await objects("rig-read", "pods");
        const toGateway = await object("consumer-consumer", "networkpolicy", "to-gateway");
        const rule = at(toGateway, "spec", "egress", 0);
        const label = at(rule, "to", 0, "podSelector", "matchLabels", "app.kubernetes.io/name");
        assert.ok(pods.length > 0 && pods.every(({ metadata }) => metadata.labels["app.kubernetes.io/name"] === label));
        assert.ok(
            JSON.stringify(at(pods[0], "spec", "containers", 0, "ports")).includes(
                `"${String(at(rule, "ports", 0, "port"))}"`,
            ),
        );
        await consumer.destroy();
        await gateway.destroy();
    });
}).timeout(600_000);
