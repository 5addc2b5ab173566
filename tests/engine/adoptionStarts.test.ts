import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { at } from "../unit/at";
import { Adoption, chart, manifest, ports, steps, umbrella } from "./adoptions";
import { helm, helmList } from "./helm";
import { kubectl, kubectlWith, object, podUids } from "./kubectl";
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

    it("is replaced at the same addresses, after a refresh, too, and the release keeps the rest", async () => {
        await adoption.stack.refresh();
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
        assert.match(await failure(helm("rollback", "mine", "1", "-n", namespace)), /has no 1 version/);
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

describe("the adoption of what kubectl has applied with ports and a cookie of its own", () => {
    const namespace = "rig-own-ports";
    const existing = { namespace, deployment: rig, service: rig, headlessService: `${rig}-headless` };
    const cookie = { name: `${rig}-cookie`, key: "NODE_COOKIE" };
    const adoption = new Adoption(existing, {
        "rig:namespace": namespace,
        "rig:createNamespace": false,
        "rig:name": rig,
        "rig:serviceType": "ClusterIP",
        "rig:cookie": { existingSecret: cookie },
        "rig:replicas": 2,
        "rig:minReadySeconds": 0,
    });
    const route = "httproutes.gateway.networking.k8s.io";
    let secret: unknown;

    before(async () => {
        await kubectl("create", "namespace", namespace);
        const literal = `--from-literal=${cookie.key}=k3JH8slP0qX7vB2mN5tR9wY1zC4dF6gA`;
        await kubectl("create", "secret", "generic", cookie.name, literal, "-n", namespace);
        const applied = readFileSync(manifest, "utf8")
            .replaceAll(/\b40(\d\d)\b/g, "70$1")
            .replace("value: magiccookie", `valueFrom: { secretKeyRef: ${JSON.stringify(cookie)} }`)
            .replace("          env:\n", '$&            - { name: INBOUND_PORT, value: "7000" }\n');
        const file = join(umbrella, "..", "own-ports.yaml");
        writeFileSync(file, applied);
        await kubectl("apply", "-n", namespace, "-f", file);
        const http = (number: number) => ({
            paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: rig, port: { number } } } }],
        });
        await kubectlWith(
            {
                apiVersion: "networking.k8s.io/v1",
                kind: "Ingress",
                metadata: { name: "edge" },
                spec: { rules: [{ http: http(7000) }, { host: "new.example", http: http(4000) }] },
            },
            "apply",
            "-n",
            namespace,
        );
        const externalName = `${rig}.${namespace}.svc.cluster.local`;
        await kubectl("create", "service", "externalname", "rig", `--external-name=${externalName}`, "-n", "default");
        await kubectlWith(httpRoutes(route), "apply");
        await kubectl("wait", "--for=condition=established", `crd/${route}`);
        await kubectlWith(
            {
                apiVersion: "gateway.networking.k8s.io/v1",
                kind: "HTTPRoute",
                metadata: { name: "admin" },
                spec: { rules: [{ backendRefs: [{ name: rig, namespace, port: 7010 }] }] },
            },
            "apply",
            "-n",
            "default",
        );
        await adoption.begin("own-ports");
        secret = (await object(namespace, "secret", cookie.name)).metadata.uid;
    });

    after(async () => {
        await kubectl("delete", "crd", route);
        await kubectl("delete", "service", "rig", "-n", "default");
        await kubectl("delete", "namespace", namespace);
    });

    it("is refused until the Service has port 4000, and with a new cookie in the place of the old one", async () => {
        const { stack, configuration } = adoption;
        stack.configure({ ...configuration, "rig:cookie": undefined, "rig:adopt": "import" });
        const message = await failure(stack.up());
        assert.match(message, /it has no port 4000, .* It has: 7000, 7001, 7010, 7011/);
        assert.match(message, /-cookie: it exists already .* To keep this cookie: pulumi config set --path rig:cookie/);
        const patch = /kubectl patch service .*'$/m.exec(message)?.[0];
        await promisify(execFile)("bash", ["-c", String(patch)]);
    });

    it("comes in, with a forecast of what will lead to nothing", async () => {
        adoption.step("import");
        const { text } = await adoption.stack.preview();
        for (const expected of [
            /the ports 7000, 7001, 7010, 7011 from the public Service/,
            /the ports 7000, 7001, 7010, 7011 from the headless Service/,
            /After step replace, these lead to no port: Ingress rig-own-ports\/edge \(port 7000 of Service \S+\); HTTPRoute default\/admin \(port 7010 /,
            /they work again afterwards: Ingress rig-own-ports\/edge \(port 4000 of/,
            /Other names of the adopted Services: Service default\/rig/,
            /variables that are set nowhere here: INBOUND_PORT/,
            /makes it anew with the same cookie/,
        ]) {
            assert.match(text, expected);
        }
        adoption.step();
        await adoption.follow(steps.toImport);
    });

    it("is replaced at the same addresses, with the cookie of its Secret", async () => {
        await adoption.follow(steps.toReplace);
        await adoption.follow(steps.theEnd);
        await adoption.isAtTheSameAddresses();
        assert.deepEqual(await ports(existing, rig), [4000]);
        assert.equal((await object(namespace, "secret", cookie.name)).metadata.uid, secret);
        const deployment = JSON.stringify(await object(namespace, "deployment", rig));
        assert.ok(deployment.includes(`"secretKeyRef":${JSON.stringify({ key: cookie.key, name: cookie.name })}`));
        await adoption.stack.refresh();
        assert.deepEqual(Object.keys((await adoption.stack.preview()).changes).sort(), ["read", "same"]);
    });

    it("leaves the cookie's Secret when it is destroyed", async () => {
        await adoption.stack.destroy();
        assert.equal((await object(namespace, "secret", cookie.name)).metadata.uid, secret);
    });
}).timeout(600_000);

/** The Gateway API's HTTPRoutes, of which the API server is told no more than that they exist. */
function httpRoutes(name: string) {
    return {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name, annotations: { "api-approved.kubernetes.io": "unapproved, for a test" } },
        spec: {
            group: "gateway.networking.k8s.io",
            scope: "Namespaced",
            names: { kind: "HTTPRoute", plural: "httproutes", singular: "httproute" },
            versions: [
                {
                    name: "v1",
                    served: true,
                    storage: true,
                    schema: {
                        openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
                    },
                },
            ],
        },
    };
}
