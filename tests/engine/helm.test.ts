import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "../unit/at";
import { chartRegistry, chartRepository } from "./chartServers";
import { helm, helmList } from "./helm";
import { gatewayKinds, namespaceExists, object, objects, podUids, versions } from "./kubectl";
import { failure, TestStack, type Result } from "./stack";

const root = join(__dirname, "..", "..");
const fixture = join(root, "tests", "fixtures", "charts", "reactive-interaction-gateway");
const charts = join(root, ".work", "test", `charts-${process.pid}`);
const deployment = "rig-reactive-interaction-gateway";
const small = { "rig:replicas": 2, "rig:minReadySeconds": 0 };
const relative = "tests/fixtures/charts/reactive-interaction-gateway";

/** The chart in Helm 2's format, under another version and with a file that says so. */
function helm2Chart(version: string): string {
    const folder = join(charts, version);
    cpSync(fixture, folder, { recursive: true });
    const file = join(folder, "Chart.yaml");
    const text = readFileSync(file, "utf8").replace("apiVersion: v2", "apiVersion: v1");
    writeFileSync(file, text.replace("version: 2.1.3", `version: ${version}`));
    return folder;
}

/** The program, as in a clone at another path. */
function copyProgram(clone: string): void {
    for (const part of [
        "adoption",
        "cluster",
        "components",
        "deployed",
        "drift",
        "kubernetes",
        "preflight",
        "stack",
        "index.ts",
        "package.json",
        "tsconfig.json",
        "tsconfig.pulumi.json",
        "Pulumi.yaml",
        relative,
    ]) {
        cpSync(join(root, part), join(clone, part), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(clone, "node_modules"));
}

/** What the pods and the Services of a gateway are, without what the API server gives each. */
async function workload(namespace: string) {
    const services = await Promise.all(
        ["", "-admin", "-headless"].map(async (suffix) => {
            const spec = at(await object(namespace, "service", `${deployment}${suffix}`), "spec");
            return ["type", "ports", "selector", "publishNotReadyAddresses", "ipFamilies"].map((field) =>
                at(spec, field),
            );
        }),
    );
    return [at(await object(namespace, "deployment", deployment), "spec"), services];
}

/** The same with everything that says which stack it is made alike. */
function alike(value: unknown, stack: string): unknown {
    const text = JSON.stringify(value)
        .replaceAll(`rig-${stack}`, "rig-STACK")
        .replace(/rig-STACK(-[0-9a-f]{10})+/g, "rig-STACK-HASH")
        .replace(/("checksum\/cookie":")[0-9a-f]{10}/g, "$1HASH")
        .replace(/(-settings-)[0-9a-f]{10}/g, "$1HASH")
        .replace(/"nodePort":\d+/g, '"nodePort":"PORT"');
    return JSON.parse(text);
}

/** The kinds of steps of a preview, without the look at the load balancer's address. */
function steps({ changes }: Result): string[] {
    return Object.keys(changes).filter((kind) => kind !== "read");
}

describe("a gateway as a Helm release", () => {
    const jwtKey = randomBytes(24).toString("hex");
    const settings = { LOG_LEVEL: "info", KAFKA_BROKERS: ["10.1.2.3:9092"] };
    const same = {
        ...small,
        "rig:settings": settings,
        "rig:serviceType": "LoadBalancer",
        "rig:clusterDomain": "k8s.test",
    };
    const byHelm = { ...same, "rig:method": "helm", "rig:chart": { path: relative, values: { notice: "hello" } } };
    const namespace = "rig-released";
    let stack: TestStack;
    let single: TestStack;
    let first: Result;

    before(async () => {
        mkdirSync(charts, { recursive: true });
        stack = await TestStack.create("released", byHelm);
        single = await TestStack.create("single", same);
        for (const each of [stack, single]) {
            await each.setSecret("rig:secretSettings.JWT_SECRET_KEY", jwtKey);
        }
        first = await stack.preview();
        await stack.up();
        await single.up();
    });

    after(async () => {
        await Promise.all([stack, single].map(async (each) => each.destroy()));
        assert.equal(await namespaceExists(namespace), false);
        assert.deepEqual(await stack.types(), []);
        rmSync(charts, { recursive: true });
    });

    it("is one that Helm lists, with the chart's other objects, as the first preview has said", async () => {
        assert.ok(first.text.includes("The Helm release will be installed, with these objects:"), first.text);
        for (const title of [
            `ConfigMap ${deployment}-notice`,
            `Deployment ${deployment}`,
            `Service ${deployment}`,
            `Service ${deployment}-headless`,
        ]) {
            assert.ok(first.text.includes(`+ ${title}\n`), `${title}\n${first.text}`);
        }
        const [release] = await helmList("list", "-n", namespace);
        assert.equal(at(release, "name"), "rig");
        assert.equal(at(release, "chart"), "reactive-interaction-gateway-2.1.3");
        const notice = await object(namespace, "configmap", `${deployment}-notice`);
        assert.deepEqual(at(notice, "data"), { answer: "yes", "notice.txt": "--- hello\n" });
    });

    it("has pods, Services and outputs that are those of the other method, field by field", async () => {
        assert.deepEqual(alike(await workload(namespace), "released"), alike(await workload("rig-single"), "single"));
        const [ours, theirs] = [await stack.outputs(), await single.outputs()];
        assert.equal(ours.externalEndpoint, "http://192.0.2.10:4000");
        assert.deepEqual(alike(ours, "released"), alike({ ...theirs, method: "helm" }, "single"));
    });

    it("has nothing left to do, in a preview, after a refresh, and from a clone at another path", async () => {
        const clone = join(charts, "clone");
        copyProgram(clone);
        assert.deepEqual(steps(await stack.preview()), ["same"]);
        await stack.refresh();
        stack.useProgram(clone);
        assert.deepEqual(steps(await stack.preview()), ["same"]);
        stack.useProgram(root);
    });

    it("has no secret in the state, in Helm's record, or in any object but its Secrets", async () => {
        const secret = await object(namespace, "secret", `${deployment}-cookie`);
        const cookie = Buffer.from(String(at(secret, "data", "cookie")), "base64").toString();
        const everything = await objects(namespace, `${gatewayKinds},pods,replicasets,events`);
        const published = JSON.stringify(everything.filter(({ kind }) => kind !== "Secret"));
        const ofHelm = await helm("get", "all", "rig", "-n", namespace);
        assert.ok(ofHelm.includes("RIG_PULUMI_PLAN"), "the search looks at the values");
        for (const text of [cookie, jwtKey].flatMap((each) => [each, Buffer.from(each).toString("base64")])) {
            assert.ok(![stack.state(), published, ofHelm].some((place) => place.includes(text)));
        }
    });

    it("says in a preview what changes inside, and does that", async () => {
        const { "rig:chart": _, ...others } = byHelm;
        stack.configure({ ...others, "rig:chart": { path: helm2Chart("2.1.4") }, "rig:replicas": 3 });
        await stack.setSecret("rig:secretSettings.JWT_SECRET_KEY", "another-jwt-key");
        const { text } = await stack.preview();
        for (const line of [
            "The Helm release is at revision 1. In it, these objects change:",
            `- ConfigMap ${deployment}-notice`,
            `~ Deployment ${deployment}`,
            "~ spec.replicas: 2 → 3",
            '~ metadata.labels.helm.sh/chart: "reactive-interaction-gateway-2.1.3" → "reactive-interaction-gateway-2.1.4"',
            `env[JWT_SECRET_KEY].valueFrom.secretKeyRef.name: "${deployment}-secret-settings-`,
        ]) {
            assert.ok(text.includes(line), `${line}\n${text}`);
        }
        assert.ok(!text.includes("another-jwt-key"));
        await stack.up();
        assert.equal((await podUids(namespace)).length, 3);
        const history = await helmList("history", "rig", "-n", namespace);
        assert.deepEqual(
            history.map((revision) => [at(revision, "chart"), at(revision, "status")]),
            [
                ["reactive-interaction-gateway-2.1.3", "superseded"],
                ["reactive-interaction-gateway-2.1.4", "deployed"],
            ],
        );
    });

    it("comes from a repository, from a registry, as an archive, or not at all, and then nothing has changed", async () => {
        const folder = join(charts, "repository");
        await helm("package", helm2Chart("2.1.5"), "-d", folder);
        await helm("repo", "index", folder);
        const archive = join(folder, "reactive-interaction-gateway-2.1.5.tgz");
        const repository = await chartRepository(folder);
        const registry = await chartRegistry("charts/reactive-interaction-gateway", "2.1.5", readFileSync(archive));
        const { "rig:chart": _, ...others } = byHelm;
        const configured = (chart: object) => {
            stack.configure({ ...others, "rig:chart": chart, "rig:replicas": 3 });
        };
        const inRepository = { repository: `http://${repository.address}` };
        const inRegistry = { repository: `oci://${registry.address}/charts` };
        const trusting = { SSL_CERT_FILE: join(root, "tests", "fixtures", "loopback.crt") };
        const before = await versions(namespace);
        try {
            for (const chart of [
                { ...inRepository, version: "2.1.5" },
                { ...inRegistry, version: "2.1.5" },
                { path: archive },
            ]) {
                configured(chart);
                const { text } = await stack.preview(trusting);
                assert.match(text, /"reactive-interaction-gateway-2\.1\.5"/);
            }
            for (const [chart, expected] of [
                [
                    { ...inRepository, version: "9.9.9" },
                    /9\.9\.9 of http.* can't be used: .*version "9\.9\.9" not found/,
                ],
                [{ ...inRegistry, version: "9.9.9" }, /oci:.*:9\.9\.9 can't be used: .*not found/s],
                [
                    { path: relative, values: { notice: "x", podLabels: { a: "b" } } },
                    /chart\.values\.podLabels\.a: the release is the same/,
                ],
            ] as const) {
                configured(chart);
                const message = await failure(stack.up(trusting));
                assert.match(message, expected);
                assert.match(message, /Nothing was changed/);
            }
            assert.deepEqual(await versions(namespace), before);
            configured({ ...inRegistry, version: "2.1.5" });
            await stack.up(trusting);
            const [release] = await helmList("list", "-n", namespace);
            assert.equal(at(release, "chart"), "reactive-interaction-gateway-2.1.5");
        } finally {
            repository.close();
            registry.close();
        }
    });

    it("stays as it is when the post-renderer fails, and isn't half-installed", async () => {
        const clone = join(charts, "failing");
        copyProgram(clone);
        writeFileSync(
            join(clone, "components", "helm", "post-render.js"),
            "#!/bin/sh\necho out of order >&2; exit 1\n",
        );
        const before = at(await object(namespace, "deployment", deployment), "spec");
        stack.configure({ ...byHelm, "rig:replicas": 2 });
        stack.useProgram(clone);
        const fresh = await TestStack.create(
            "unreleased",
            { ...small, "rig:method": "helm", "rig:chart": { path: relative } },
            clone,
        );
        try {
            for (const each of [stack, fresh]) {
                assert.match(await failure(each.up()), /out of order/);
            }
            assert.deepEqual(await helmList("list", "--all", "-n", "rig-unreleased"), []);
            assert.deepEqual(await objects("rig-unreleased", "deployments,pods"), []);
            const history = await helmList("history", "rig", "-n", namespace);
            assert.equal(at(history.at(-1), "status"), "deployed");
            assert.deepEqual(at(await object(namespace, "deployment", deployment), "spec"), before);
        } finally {
            stack.useProgram(root);
            await fresh.destroy();
        }
    });

    it("is rolled back when it doesn't become ready, while its pods go on", async () => {
        const pods = await podUids(namespace);
        stack.configure({
            ...byHelm,
            "rig:replicas": 3,
            "rig:image": { tag: "never-ready" },
            "rig:readinessProbe": { initialDelaySeconds: 0 },
            "rig:deployTimeout": 10,
        });
        await stack.setSecret("rig:secretSettings.JWT_SECRET_KEY", "another-jwt-key");
        await failure(stack.up());
        const history = await helmList("history", "rig", "-n", namespace);
        assert.deepEqual(
            history.slice(-2).map((revision) => at(revision, "status")),
            ["failed", "deployed"],
        );
        const now = await podUids(namespace);
        assert.ok(pods.every((uid) => now.includes(uid)));
    });
});
