import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import { objectChanges } from "../../../../components/helm/diff";
import { overlayVariable, applyOverlay } from "../../../../components/helm/overlay";
import { at } from "../../at";
import { renderedChart } from "./chart";

const name = "rig-reactive-interaction-gateway";
const cookie = { name: "NODE_COOKIE", valueFrom: { secretKeyRef: { name: "theirs", key: "cookie" } } };

const overlay = {
    objects: [
        {
            kind: "Deployment",
            metadata: { name, labels: { "app.kubernetes.io/instance": "ours" } },
            spec: {
                replicas: 3,
                template: {
                    metadata: { annotations: { ours: "new" } },
                    spec: {
                        securityContext: { runAsNonRoot: true },
                        containers: [
                            {
                                name: "rig",
                                env: [cookie, { name: "LOG_LEVEL", value: "$(on)" }],
                                livenessProbe: { failureThreshold: 4 },
                                volumeMounts: [{ name: "var", mountPath: "/var" }],
                            },
                        ],
                        volumes: [{ name: "var", emptyDir: {} }],
                    },
                },
            },
        },
        { kind: "Service", metadata: { name }, spec: { ports: [{ name: "proxy-http", port: 4000 }] } },
    ],
};

const values = {
    fullnameOverride: name,
    notice: "yes",
    replicaCount: 1,
    service: { type: "ClusterIP" },
    deployment: { env: { [overlayVariable]: JSON.stringify(overlay) } },
};
const overlayContainers = () => [{ name: "theirs", env: [{ name: overlayVariable, value: JSON.stringify(overlay) }] }];
const find = (objects: readonly unknown[], kind: string, suffix = "") =>
    objects.find((object) => at(object, "kind") === kind && String(at(object, "metadata", "name")).endsWith(suffix));
const pod = (objects: readonly unknown[]) => at(find(objects, "Deployment"), "spec", "template", "spec");

describe("the overlay on a chart's objects", () => {
    const outcome = applyOverlay(renderedChart(values));
    const container = at(pod(outcome), "containers", 1);

    it("gives RIG's container the planned environment, without what the chart presets, and keeps what it doesn't know", () => {
        assert.deepEqual(at(container, "env"), [
            cookie,
            { name: "LOG_LEVEL", value: "$(on)" },
            { name: "THEIRS", value: "kept" },
        ]);
        assert.equal(at(container, "name"), "rig");
        assert.ok(!JSON.stringify(outcome).includes("magiccookie"));
    });

    it("takes planned fields as a whole, so that half a probe or security context can't remain", () => {
        assert.deepEqual(at(container, "livenessProbe"), { failureThreshold: 4 });
        assert.deepEqual(at(pod(outcome), "securityContext"), { runAsNonRoot: true });
        assert.deepEqual(at(find(outcome, "Service", name), "spec", "ports"), [{ name: "proxy-http", port: 4000 }]);
    });

    it("keeps labels, annotations, volumes and fields that aren't planned, and other containers and objects", () => {
        const before = renderedChart(values);
        const template = at(find(outcome, "Deployment"), "spec", "template", "metadata");
        assert.deepEqual(at(template, "annotations"), { theirs: "kept", ours: "new" });
        assert.equal(at(template, "labels", "theirs"), "kept");
        assert.equal(at(find(outcome, "Deployment"), "spec", "revisionHistoryLimit"), 5);
        assert.equal(at(find(outcome, "Deployment"), "metadata", "labels", "app.kubernetes.io/instance"), "ours");
        assert.deepEqual(at(pod(outcome), "volumes"), [
            { name: "var", emptyDir: {} },
            { name: "theirs", emptyDir: {} },
        ]);
        assert.deepEqual(at(container, "volumeMounts"), [
            { name: "var", mountPath: "/var" },
            { name: "theirs", mountPath: "/theirs" },
        ]);
        assert.deepEqual(at(pod(outcome), "containers", 0), at(pod(before), "containers", 0));
        assert.deepEqual(find(outcome, "ConfigMap"), find(before, "ConfigMap"));
        assert.deepEqual(find(outcome, "Service", "-headless"), find(before, "Service", "-headless"));
    });

    it("goes by the containers' names, wherever they stand, and adds one that the chart doesn't render", () => {
        const [deployment, ...others] = overlay.objects;
        assert.ok(deployment);
        const podSpec = deployment.spec.template?.spec;
        const beside = [{ name: "sidecar", image: "ours" }, { name: "added" }];
        const spec = { template: { spec: { ...podSpec, containers: [...beside, ...(podSpec?.containers ?? [])] } } };
        const text = JSON.stringify({ objects: [{ ...deployment, spec }, ...others] });
        const rendered = renderedChart({ ...values, deployment: { env: { [overlayVariable]: text } } });
        const all = at(pod(applyOverlay(rendered)), "containers");
        assert.deepEqual([at(all, 0, "name"), at(all, 0, "image")], ["sidecar", "ours"]);
        assert.deepEqual(at(all, 1), container);
        assert.deepEqual(at(all, 2), { name: "added" });
    });

    it("leaves objects as they are to which it was applied before", () => {
        assert.deepEqual(applyOverlay(outcome), outcome);
    });

    it("refuses a chart that ignores its environment, or calls its objects differently", () => {
        assert.throws(
            () => applyOverlay(renderedChart({ fullnameOverride: name })),
            /deployment\.env.*Deployment rig-react/,
        );
        assert.throws(
            () => applyOverlay(renderedChart({ ...values, fullnameOverride: "other" })),
            /doesn't render Deployment rig-reactive-interaction-gateway, Service rig-.* It renders: .*Service other/,
        );
        const env = [{ name: overlayVariable, value: "{}" }];
        const further = {
            kind: "Deployment",
            metadata: { name: "d" },
            spec: { template: { spec: { initContainers: [{ name: "i", env }] } } },
        };
        assert.throws(
            () => applyOverlay([...renderedChart(values), further]),
            /to further containers: i of Deployment d\./,
        );
        const second = {
            kind: "Deployment",
            metadata: { name },
            spec: { template: { spec: { containers: [...overlayContainers(), { name: "copy", env }] } } },
        };
        const services = renderedChart(values).filter(({ kind }) => kind === "Service");
        assert.throws(() => applyOverlay([...services, second]), /to further containers: copy of Deployment rig-react/);
    });
});

describe("the post-renderer", () => {
    const script = join(__dirname, "..", "..", "..", "..", "components", "helm", "post-render.js");
    const run = (input: string) => execFileSync(script, { input, encoding: "utf8", cwd: "/" });
    const untouched = `\n# Source: notice.yaml\nkind: ConfigMap\nmetadata: {name: notice}\ndata:\n  a: "yes" # stays\n  b: |\n    --- no end\n`;
    const [, ...others] = renderedChart(values);
    const manifest = ["", untouched, ...others.map((object) => `\n${stringify(object, { version: "1.1" })}`)].join(
        "---",
    );

    it("applies the overlay, wherever it runs, and passes other documents through character by character", () => {
        const out = run(manifest);
        assert.ok(out.startsWith(`---${untouched}---`));
        const objects = parseAllDocuments(out).map((document) => {
            const object: unknown = document.toJS();
            return object;
        });
        assert.deepEqual(objectChanges(objects.slice(1), applyOverlay(others)), []);
    });

    it("says that a variable with a reference has no text, which someone may have set beside it", () => {
        const references = parseAllDocuments(run(manifest))
            .map((document) => at(document.toJS(), "spec", "template", "spec", "containers"))
            .flat()
            .flatMap((container): unknown[] => [at(container, "env")].flat())
            .filter((variable) => at(variable, "valueFrom") !== undefined);
        assert.ok(references.length > 0);
        assert.ok(references.every((variable) => at(variable, "value") === ""));
    });

    it("writes texts so that Helm reads texts, and does nothing the second time", () => {
        const out = run(
            manifest.replace("revisionHistoryLimit: 5", "revisionHistoryLimit: 5\n  at: 12:30\n  answer: 'off'"),
        );
        assert.match(out, /at: "12:30"/);
        assert.match(out, /answer: "off"/);
        assert.equal(run(out), out);
    });

    it("fails with a reason, and writes nothing, when there is no plan", () => {
        const { status, stdout, stderr } = spawnSync(script, { input: untouched, encoding: "utf8" });
        assert.equal(status, 1);
        assert.equal(stdout, "");
        assert.match(
            stderr,
            /^The overlay can't be applied to the chart: the chart renders no container.*ConfigMap notice\./,
        );
    });
});
