import assert from "node:assert/strict";
import { join } from "node:path";
import { Provider } from "@pulumi/kubernetes";
import { Gateway, type GatewayArgs } from "../../../../components";
import { validatedChart } from "../../../../components/helm/validateChart";
import { overlayVariable, applyOverlay } from "../../../../components/helm/overlay";
import { isRecord } from "../../../../components/validation/record";
import { at } from "../../at";
import { gateway, run, withoutSuffixes, type MockOptions, type Run } from "../../mocks";
import { renderedChart } from "./chart";

const type = "kubernetes:helm.sh/v3:Release";
const inRelease = ["gateway-deployment", "gateway-public", "gateway-headless", "gateway-release"];

const helm = (args: Partial<GatewayArgs> = {}, options: MockOptions = {}) =>
    gateway({ ...args, method: "helm" }, options);

/** The objects of the release, as the post-renderer would make them of its values. */
const objects = (made: Run) => applyOverlay(renderedChart(at(made.one(type).inputs, "values")));

const spec = (all: readonly unknown[], kind: string, suffix: string) =>
    at(
        all.find((each) => at(each, "kind") === kind && String(at(each, "metadata", "name")).endsWith(suffix)),
        "spec",
    );

describe("Gateway by method helm", () => {
    const args: Partial<GatewayArgs> = {
        replicas: 3,
        image: { repository: "registry.example.com/rig", tag: "3.0.0-aws" },
        settings: { LOG_LEVEL: "debug", KAFKA_BROKERS: "kafka:9092" },
        secretSettings: { JWT_SECRET_KEY: "secret-jwt-key" },
        tls: { existingSecret: "certificate" },
        nodeSelector: { pool: "edge" },
        tolerations: [{ key: "edge", operator: "Exists" }],
        extraEnv: { COSTS: { value: "5$" } },
        serviceAnnotations: { "example.com/balancer": "internal" },
    };
    let byHelm: Run;
    let byManifests: Run;

    before(async () => {
        byHelm = await helm(args);
        byManifests = await gateway(args);
    });

    it("makes a release in place of Deployment, public and headless Service, and everything around it as ever", () => {
        const around = ({ resources }: Run) =>
            resources
                .filter(({ name, type: each }) => !inRelease.includes(name) && each !== "rig:index:Gateway")
                .map((resource) => JSON.stringify(withoutSuffixes(resource)))
                .sort();
        assert.deepEqual(around(byHelm), around(byManifests));
        assert.equal(byHelm.resources.length, byManifests.resources.length - 2);
    });

    it("has the same outputs, field by field", () => {
        assert.deepEqual(byHelm.outputs, { ...byManifests.outputs, method: "helm" });
        assert.deepEqual(byHelm.secretOutputs, []);
    });

    it("gives RIG's container and the Services the content of the other method, but for what only the chart knows", () => {
        const service = objects(byHelm).find((each) => at(each, "spec", "type") === "ClusterIP");
        assert.deepEqual(at(service, "metadata", "annotations"), { "example.com/balancer": "internal" });
        const made = (suffix: string) => at(byManifests.one("kubernetes:core/v1:Service", suffix).inputs, "spec");
        assert.deepEqual(spec(objects(byHelm), "Service", "gateway"), made("public"));
        assert.deepEqual(spec(objects(byHelm), "Service", "-headless"), made("headless"));
        const pod = at(byManifests.one("kubernetes:apps/v1:Deployment").inputs, "spec", "template", "spec");
        const container = at(spec(objects(byHelm), "Deployment", ""), "template", "spec", "containers", 1);
        const expected = at(pod, "containers", 0);
        assert.ok(isRecord(container) && isRecord(expected));
        for (const [field, value] of Object.entries(expected)) {
            if (field !== "env" && field !== "volumeMounts") {
                assert.deepEqual(container[field], value, field);
            }
        }
        const theirs = [{ name: "THEIRS", value: "kept" }];
        assert.deepEqual(withoutSuffixes(container.env), withoutSuffixes([...list(expected.env), ...theirs]));
    });

    it("installs all or nothing, keeps ten revisions, and names the post-renderer as seen from the program", () => {
        const { inputs, secrets } = byHelm.one(type);
        const { values: _values, compat: _setByTheSdk, ...others } = inputs;
        assert.deepEqual(others, {
            chart: "reactive-interaction-gateway",
            version: "2.1.3",
            repositoryOpts: { repo: "https://accenture.github.io/reactive-interaction-gateway" },
            name: "rig",
            namespace: "rig-dev",
            postrender: join("components", "helm", "post-render.js"),
            atomic: true,
            cleanupOnFail: true,
            timeout: 120 + 3 * (90 + 75),
            maxHistory: 10,
        });
        assert.deepEqual(secrets, []);
        assert.ok(!JSON.stringify(inputs).includes("secret-jwt-key"));
    });

    it("gives the chart its own values for what it knows", () => {
        const { deployment, ...values } = record(at(byHelm.one(type).inputs, "values"));
        assert.deepEqual(values, {
            fullnameOverride: "rig-reactive-interaction-gateway",
            replicaCount: 3,
            service: { type: "ClusterIP" },
            image: { repository: "registry.example.com/rig" },
            nodeSelector: { pool: "edge" },
            tolerations: [{ key: "edge", operator: "Exists" }],
        });
        assert.deepEqual(Object.keys(record(at(deployment, "env"))), [overlayVariable]);
    });

    it("takes a chart from a registry, and from a folder", async () => {
        const oci = await helm({ chart: { repository: "oci://registry.example.com/charts/", version: "2.1.4" } });
        assert.equal(oci.one(type).inputs.chart, "oci://registry.example.com/charts/reactive-interaction-gateway");
        assert.equal(oci.one(type).inputs.version, "2.1.4");
        assert.equal(oci.one(type).inputs.repositoryOpts, undefined);
        const folder = await helm({ chart: { path: "charts/rig", values: { notice: "hello" } } });
        assert.equal(folder.one(type).inputs.chart, "charts/rig");
        assert.equal(folder.one(type).inputs.version, undefined);
        assert.equal(at(folder.one(type).inputs, "values", "notice"), "hello");
    });

    it("tells an address outside from the Service in the cluster", async () => {
        for (const outside of [
            { serviceType: "LoadBalancer" },
            { serviceType: "NodePort", nodeAddress: "203.0.113.7" },
        ] as const) {
            assert.deepEqual((await helm(outside)).outputs, { ...(await gateway(outside)).outputs, method: "helm" });
        }
    });
});

describe("a chart, before anything is installed", () => {
    const check = async (args: Partial<GatewayArgs>) => {
        let message = "";
        await run(async () => {
            const namespaced = { namespace: "rig-dev", method: "helm", ...args } as const;
            await validatedChart("gateway", namespaced, "rig-dev", undefined).catch((error: unknown) => {
                message = error instanceof Error ? error.message : String(error);
            });
            return new Gateway("other", { namespace: "other" }).outputs();
        });
        return message;
    };

    it("is an error when it isn't there", async () => {
        assert.match(
            await check({ chart: { path: "nowhere" } }),
            /^Gateway gateway: the chart nowhere can't be used: .*no such file\. Nothing was changed\. The argument chart/,
        );
    });

    it("is fine with values that have an effect, and an error with others, each by its path", async () => {
        const [known, unknown, other] = [{ notice: "hello" }, { pod: { labels: { a: "b" } } }, { x: 1 }];
        const refused = (path: string) =>
            new RegExp(`\\n {2}chart\\.values\\.${path}: the release is the same with and without it`);
        // A folder has default values.
        const path = "tests/fixtures/charts/reactive-interaction-gateway";
        assert.equal(await check({ chart: { path, values: known } }), "");
        const message = await check({ chart: { path, values: { ...known, ...unknown, ...other } } });
        assert.match(message, /^Gateway gateway has 2 problems\./);
        assert.match(message, refused("pod\\.labels\\.a"));
        assert.match(message, refused("x"));
        // Of another chart, one rendering tells whether any value has an effect.
        const values = { ...unknown, ...other };
        assert.match(await check({ chart: { values } }), /has 2 problems\./);
        assert.equal(await check({ chart: { values: { ...known, ...unknown } } }), "");
    });

    it("is rendered once in a run, and once more for values that it may not know", async () => {
        const renderings = async (chart: GatewayArgs["chart"]) => {
            const { calls } = await run(async () => {
                const provider = new Provider("k8s", {});
                const args = { namespace: "rig-dev", method: "helm", chart } as const;
                await validatedChart("gateway", args, "rig-dev", provider);
                return new Gateway("gateway", args, { provider }).outputs();
            });
            return calls.filter((token) => token === "kubernetes:helm:template").length;
        };
        assert.equal(await renderings({}), 1);
        assert.equal(await renderings({ values: { notice: "a", x: 1 } }), 2);
    });

    it("may ask for a value, and has to take the variables from deployment.env, whatever its own cookie is", async () => {
        assert.equal(await check({ chart: { path: "demanding", values: { license: "abc" } } }), "");
        assert.match(await check({ chart: { path: "demanding" } }), /can't be used: license is required\./);
        assert.match(await check({ chart: { path: "deaf" } }), /renders no container with the variables/);
    });

    it("is another release when it renders something else under the same version", async () => {
        const values = async (notice: string) =>
            JSON.stringify((await helm({ chart: { values: { notice } } })).one(type).inputs.values);
        const fingerprintOf = (text: string) => /\\"chart\\":\\"([0-9a-f]{10})\\"/.exec(text)?.[1];
        const [first, second] = [fingerprintOf(await values("a")), fingerprintOf(await values("b"))];
        assert.ok(first !== undefined && second !== undefined);
        assert.notEqual(first, second);
    });
});

function list(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [];
}

function record(value: unknown): Record<string, unknown> {
    return isRecord(value) ? value : {};
}
