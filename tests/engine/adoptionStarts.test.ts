import assert from "node:assert/strict";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { at } from "../unit/at";
import { Adoption, chart, ports, steps, umbrella } from "./adoptions";
import { helm, helmList } from "./helm";
import { kubectl, object, podUids } from "./kubectl";
import { failure } from "./stack";

const rig = "reactive-interaction-gateway";

/** A Deployment of something else. */
const orders = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "orders" },
    spec: {
        selector: { matchLabels: { app: "orders" } },
        template: {
            metadata: { labels: { app: "orders" } },
            spec: { containers: [{ name: "orders", image: "orders" }] },
        },
    },
};

function makeUmbrella(): void {
    rmSync(umbrella, { recursive: true, force: true });
    mkdirSync(join(umbrella, "templates"), { recursive: true });
    cpSync(chart, join(umbrella, "charts", rig), { recursive: true });
    writeFileSync(join(umbrella, "templates", "orders.yaml"), stringify(orders));
    const dependencies = [{ name: rig, version: "2.1.3", condition: `${rig}.enabled` }];
    writeFileSync(
        join(umbrella, "Chart.yaml"),
        stringify({ apiVersion: "v2", name: "umbrella", version: "1.0.0", dependencies }),
    );
}

describe("the adoption of a sub-chart's RIG", () => {
    const namespace = "rig-umbrella";
    const existing = { namespace, deployment: "edge", service: "edge", headlessService: "edge-headless" };
    const adoption = new Adoption(existing, {
        "rig:namespace": namespace,
        "rig:createNamespace": false,
        "rig:objectNames": { deployment: "edge", service: "edge", headlessService: "edge-headless" },
        "rig:serviceType": "ClusterIP",
        "rig:replicas": 2,
        "rig:minReadySeconds": 0,
    });
    let others: unknown;

    /** What must not be touched: the other Deployment, and Helm's release. */
    const around = async () => {
        const { metadata } = await object(namespace, "deployment", "orders");
        return [metadata.uid, at(await helmList("list", "-n", namespace), 0, "status")];
    };

    before(async () => {
        makeUmbrella();
        await kubectl("create", "namespace", namespace);
        const values = ["fullnameOverride=edge", "replicaCount=2", "enabled=true"].map((each) => `${rig}.${each}`);
        await helm("install", "mine", umbrella, "-n", namespace, "--set", values.join(","));
        await adoption.begin("umbrella");
        others = await around();
    });

    after(async () => {
        await kubectl("delete", "namespace", namespace);
    });

    it("comes into the stack, and nothing advises to delete the records of all", async () => {
        adoption.step("import");
        const { text } = await adoption.stack.preview();
        assert.match(text, /It is more than RIG \(Deployment orders\), so don't delete its records/);
        assert.doesNotMatch(text, /kubectl delete secret/);
        adoption.step();
        await adoption.follow(steps.toImport);
        await adoption.isUntouched();
    });

    it("waits until the release goes on without RIG, which stays where it is", async () => {
        adoption.step("replace");
        assert.match(await failure(adoption.stack.up()), /Helm still has it, .* Take RIG alone out of it/);
        await adoption.follow(steps.withoutRig);
        assert.doesNotMatch(await helm("get", "manifest", "mine", "-n", namespace), /kind: Service/);
        await adoption.isUntouched();
        assert.deepEqual(await around(), others);
    });

    it("goes out of the stack again, back into the release, and in once more", async () => {
        adoption.step();
        await adoption.follow(steps.backFromImport);
        await adoption.follow(steps.toUmbrella);
        await adoption.isUntouched();
        assert.deepEqual(await around(), others);
        const services = JSON.stringify(await object(namespace, "service", "edge"));
        assert.doesNotMatch(services, /resource-policy|rig-adopted-by/);
        await adoption.follow(steps.toImport);
        await adoption.follow(steps.withoutRig);
        await adoption.isUntouched();
    });

    it("is replaced at the same addresses, and the release keeps the rest", async () => {
        await adoption.follow(steps.toReplace);
        await adoption.follow(steps.theEnd);
        await adoption.isAtTheSameAddresses();
        assert.deepEqual(await ports(existing, "edge"), [4000]);
        assert.deepEqual(await around(), others);
        for (const name of ["edge", "edge-headless"]) {
            const { metadata } = await object(namespace, "service", name);
            assert.ok(!/helm|adopted/i.test(JSON.stringify(metadata)), JSON.stringify(metadata));
        }
    });

    it("is nothing that Helm could take back by a rollback or an upgrade by habit", async () => {
        const before = await podUids(namespace);
        assert.match(await failure(helm("rollback", "mine", "1", "-n", namespace)), /release: not found/);
        const on = ["--reuse-values", "--set", `${rig}.enabled=true`];
        assert.match(
            await failure(helm("upgrade", "mine", umbrella, "-n", namespace, ...on)),
            /invalid ownership metadata/,
        );
        await adoption.isAtTheSameAddresses();
        assert.deepEqual(await podUids(namespace), before);
        await adoption.follow(steps.withoutRig);
        await adoption.stack.refresh();
        assert.deepEqual(Object.keys((await adoption.stack.preview()).changes), ["same"]);
    });

    it("goes back into the release, with its addresses", async () => {
        await adoption.follow(steps.backFromReplace);
        await adoption.follow(steps.toUmbrella);
        await kubectl("rollout", "status", "deployment/edge", "-n", namespace, "--timeout=120s");
        await adoption.isAtTheSameAddresses();
        assert.deepEqual((await ports(existing, "edge")).sort(), [4000, 4001, 4010, 4011]);
        for (const name of ["edge", "edge-headless"]) {
            const selector = at(await object(namespace, "service", name), "spec", "selector");
            const labels = at(await object(namespace, "deployment", "edge"), "spec", "selector", "matchLabels");
            assert.deepEqual(selector, labels);
        }
        assert.deepEqual(await around(), others);
    });
}).timeout(600_000);
