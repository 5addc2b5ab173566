import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { at } from "../unit/at";
import { Adoption, chart, held, manifest, ports, steps, values } from "./adoptions";
import { helm, helmList } from "./helm";
import { kubectl, object, objects, podUids, versions } from "./kubectl";
import { failure, TestStack } from "./stack";

/** Watches the pods of a namespace, and tells at each change how many there are with the old cookie and without it. */
function watchPods(namespace: string) {
    const args = ["get", "pods", "-n", namespace, "--watch", "--output-watch-events", "-o", "json"];
    const child = spawn("kubectl", args, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
    });
    return {
        async end(): Promise<{ old: number; fresh: number }[]> {
            for (const uid of await podUids(namespace)) {
                while (!text.includes(uid)) {
                    await setTimeout(100);
                }
            }
            child.kill();
            const present = new Map<string, boolean>();
            return text
                .split(/^(?=\{)/m)
                .filter((each) => each.trimEnd().endsWith("}"))
                .map((each) => {
                    const event: unknown = JSON.parse(each);
                    const uid = String(at(event, "object", "metadata", "uid"));
                    if (at(event, "type") === "DELETED") {
                        present.delete(uid);
                    } else {
                        present.set(uid, JSON.stringify(event).includes("magiccookie"));
                    }
                    const cookies = [...present.values()];
                    return { old: cookies.filter((old) => old).length, fresh: cookies.filter((old) => !old).length };
                });
        },
    };
}

/** What happens in the same way wherever the objects come from: the first step. */
function comesIn(adoption: Adoption): void {
    it("comes into the stack as it is", async () => {
        const { stack } = adoption;
        adoption.step("import");
        const preview = await stack.preview();
        assert.equal(preview.changes.import, 3);
        const others = ["update", "replace", "delete"].filter((kind) => kind in preview.changes);
        assert.deepEqual(others, []);
        assert.match(preview.text, /Adoption, step import: .* come under this stack as they are/);
        assert.match(preview.text, /With that, THE GATEWAY IS INTERRUPTED/);
        assert.match(preview.text, /Step replace removes the ports 4001, 4010, 4011 from the public Service/);
        adoption.step();
        await adoption.follow(steps.toImport);
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        assert.match(await failure(stack.destroy()), /protected/);
        await adoption.isUntouched();
    });
}

/** The second step, and the end. */
function isReplaced(adoption: Adoption): void {
    const { namespace, deployment, service, headlessService } = adoption.existing;

    it("is replaced: another Deployment and cookie at the same addresses, and never two cookies", async () => {
        const { uid } = (await object(namespace, "deployment", deployment)).metadata;
        adoption.step("replace");
        const preview = await adoption.stack.preview();
        assert.match(preview.text, /Adoption, step replace: THE GATEWAY IS INTERRUPTED: .*\(up to 30 s\)/);
        assert.deepEqual([preview.changes.replace, preview.changes.delete], [1, undefined]);

        adoption.step();
        const watch = watchPods(namespace);
        await adoption.follow(steps.toReplace);
        const seen = await watch.end();
        assert.ok(seen.some(({ old }) => old === 2) && seen.some(({ fresh }) => fresh === 2));
        const both = seen.filter(({ old, fresh }) => old > 0 && fresh > 0);
        assert.deepEqual(both, []);

        await adoption.isAtTheSameAddresses();
        assert.deepEqual(await ports(adoption.existing, service), [4000]);
        assert.deepEqual((await ports(adoption.existing, headlessService)).slice(0, 2), [4369, 9100]);
        const made = await object(namespace, "deployment", deployment);
        assert.notEqual(made.metadata.uid, uid);
        for (const name of [service, headlessService]) {
            const { metadata, spec } = await object(namespace, "service", name);
            assert.deepEqual(at(spec, "selector"), at(made, "spec", "selector", "matchLabels"));
            assert.equal(metadata.labels["app.kubernetes.io/managed-by"], "Pulumi");
            assert.ok(!/helm|kubectl|adopted/i.test(JSON.stringify(metadata)), JSON.stringify(metadata));
        }
        const everything = JSON.stringify(await objects(namespace, "deployments,replicasets,pods,services"));
        assert.ok(!everything.includes("magiccookie"));
    });

    it("is a stack like every other afterwards, and Pulumi alone has a say in the Services", async () => {
        const { stack, configuration } = adoption;
        assert.match((await stack.preview()).text, /nothing is left to adopt\. Next: pulumi config rm rig:adopt/);
        await adoption.follow(steps.theEnd);
        await stack.refresh();
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        const outputs = await stack.outputs();
        assert.deepEqual(
            [outputs.deploymentName, outputs.serviceName, outputs.headlessServiceName],
            [deployment, service, headlessService],
        );
        assert.equal(outputs.dnsName, `${headlessService}.${namespace}.svc.cluster.local`);

        stack.configure({ ...configuration, "rig:serviceType": "LoadBalancer", "rig:protect": true });
        await stack.up();
        assert.equal((await stack.outputs()).externalEndpoint, "http://192.0.2.10:4000");
        stack.configure({ ...configuration, "rig:protect": true });
        await stack.up();
        assert.equal(at(await object(namespace, "service", service), "spec", "type"), configuration["rig:serviceType"]);
        adoption.step("import");
        assert.match(await failure(stack.preview()), /Deployment .*: it is this gateway's already/);
        adoption.step();
    });
}

/** The way back, to where it came from. */
function goesBack(adoption: Adoption, way: string | undefined): void {
    it("goes back to where it came from, with its addresses", async () => {
        const { namespace, deployment, service, headlessService } = adoption.existing;
        const before = await held(adoption.existing);
        await adoption.follow(steps.backFromReplace);
        assert.deepEqual(await adoption.stack.types(), []);
        await adoption.follow(way);
        await kubectl("rollout", "status", `deployment/${deployment}`, "-n", namespace, "--timeout=120s");
        assert.deepEqual(await held(adoption.existing), before);
        for (const name of [service, headlessService]) {
            assert.deepEqual(await ports(adoption.existing, name), [4000, 4001, 4010, 4011]);
            const selector = at(await object(namespace, "service", name), "spec", "selector");
            const labels = at(await object(namespace, "deployment", deployment), "spec", "selector", "matchLabels");
            assert.deepEqual(selector, labels);
        }
    });
}

describe("the adoption of what kubectl has applied", () => {
    const name = "reactive-interaction-gateway";
    const existing = { namespace: "rig-applied", deployment: name, service: name, headlessService: `${name}-headless` };
    const adoption = new Adoption(existing, {
        "rig:namespace": existing.namespace,
        "rig:createNamespace": false,
        "rig:name": name,
        "rig:serviceType": "ClusterIP",
        "rig:replicas": 2,
        "rig:minReadySeconds": 0,
        "rig:settings": { KAFKA_BROKERS: ["10.1.2.3:9092"] },
    });

    before(async () => {
        await kubectl("create", "namespace", existing.namespace);
        await kubectl("apply", "-n", existing.namespace, "-f", manifest);
        await adoption.begin("applied");
    });

    after(async () => {
        await kubectl("delete", "namespace", existing.namespace);
    });

    it("is refused without a step, in the wrong order, and with what isn't there, and nothing changes", async () => {
        const { stack, configuration } = adoption;
        const before = await versions(existing.namespace);
        const imported = { ...configuration, "rig:adopt": "import" };
        for (const [configured, expected] of [
            [configuration, /it exists already and .* or bring it under this stack: docs\/adoption\.md/],
            [
                { ...configuration, "rig:adopt": "replace" },
                /Service .*: it isn't imported yet\. First: pulumi config set rig:adopt import/,
            ],
            [{ ...imported, "rig:objectNames": { service: "elsewhere" } }, /Service .*\/elsewhere: it doesn't exist/],
            [{ ...imported, "rig:serviceType": "LoadBalancer" }, /an address could be lost\. Set serviceType to/],
        ] as const) {
            stack.configure(configured);
            const message = await failure(stack.up());
            assert.match(message, expected);
            assert.match(message, /Nothing was changed/);
        }
        assert.deepEqual(await versions(existing.namespace), before);
    });

    comesIn(adoption);

    it("is the stack's then, and no other's, and isn't given up halfway", async () => {
        const { stack, configuration } = adoption;
        const other = await TestStack.create("applied-other", { ...configuration, "rig:adopt": "import" });
        assert.match(await failure(other.up()), /Service .*: it belongs to .*-applied-.*, another stack of Pulumi's/);
        adoption.step();
        assert.match(
            await failure(stack.up()),
            /It is imported, and its adoption isn't finished: set adopt to replace/,
        );
        await adoption.isUntouched();
    });

    it("goes out of the stack again, and in once more", async () => {
        await adoption.follow(steps.backFromImport);
        await adoption.isUntouched();
        assert.deepEqual(await adoption.stack.types(), []);
        const left = JSON.stringify(await objects(existing.namespace, "all,networkpolicies,secrets"));
        assert.ok(!/rig-adopted-by|pulumi/i.test(left), left);
        await kubectl("apply", "-n", existing.namespace, "-f", manifest);
        await adoption.isUntouched();
        await adoption.follow(steps.toImport);
        await adoption.isUntouched();
    });

    isReplaced(adoption);

    it("goes on in the groups at Kafka that the old pods were in, which were RIG's own", async () => {
        const made = await object(existing.namespace, "deployment", name);
        const env = at(made, "spec", "template", "spec", "containers", 0, "env");
        assert.ok(Array.isArray(env));
        const groups = env.filter((each) => String(at(each, "name")).endsWith("_GROUP_ID"));
        assert.deepEqual(groups, [
            { name: "KAFKATOFILTER_KAFKA_GROUP_ID", value: "rig-kafka-to-filter" },
            { name: "PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID", value: "rig-proxy-response" },
        ]);
        assert.match(
            (await adoption.stack.preview()).text,
            /warning: The gateway stays in groups .*rig-kafka-to-filter/,
        );
    });

    goesBack(adoption, steps.toKubectl);

    it("goes on when a step has failed halfway", async () => {
        const { stack, configuration } = adoption;
        const before = await held(existing);
        await adoption.follow(steps.toImport);
        const replace = { ...configuration, "rig:adopt": "replace" };
        stack.configure({ ...replace, "rig:image": { tag: "never-ready" }, "rig:deployTimeout": 10 });
        await failure(stack.up());
        stack.configure(replace);
        await stack.up();
        assert.deepEqual(await held(existing), before);
        assert.equal((await podUids(existing.namespace)).length, 2);
        assert.deepEqual(await ports(existing, name), [4000]);
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
        await stack.destroy();
        assert.deepEqual(await objects(existing.namespace, "all,networkpolicies,secrets"), []);
    });
}).timeout(600_000);

describe("the adoption of a Helm release", () => {
    const existing = {
        namespace: "rig-installed",
        deployment: "edge",
        service: "edge",
        headlessService: "edge-headless",
    };
    const adoption = new Adoption(existing, {
        "rig:namespace": existing.namespace,
        "rig:createNamespace": false,
        "rig:objectNames": { deployment: "edge", service: "edge", headlessService: "edge-headless" },
        "rig:serviceType": "NodePort",
        "rig:replicas": 2,
        "rig:minReadySeconds": 0,
    });

    before(async () => {
        await kubectl("create", "namespace", existing.namespace);
        await helm("install", "mine", chart, "-n", existing.namespace, ...values);
        await adoption.begin("installed");
    });

    after(async () => {
        await kubectl("delete", "namespace", existing.namespace);
    });

    comesIn(adoption);

    it("waits until Helm has forgotten the release", async () => {
        adoption.step("replace");
        const message = await failure(adoption.stack.up());
        assert.match(message, /Helm still has it, .*kubectl delete secret -n \S+ -l owner=helm,name=mine/);
        await adoption.follow(steps.forget);
        assert.deepEqual(await helmList("list", "-n", existing.namespace), []);
        await adoption.isUntouched();
    });

    isReplaced(adoption);
    goesBack(adoption, steps.toHelm);
}).timeout(600_000);
