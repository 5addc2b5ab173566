import assert from "node:assert/strict";
import type { GatewayArgs } from "../../../../components";
import { isRecord } from "../../../../components/validation/record";
import { at } from "../../at";
import { gateway, unknown, type MockOptions, type Run } from "../../mocks";

const type = "kubernetes:batch/v1:Job";
const policyType = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const name = "rig-reactive-interaction-gateway-check";

const checked = (args: Partial<GatewayArgs> = {}, options: MockOptions = {}) =>
    gateway({ ...args, clusterCheck: true }, options);
const spec = (made: Run) => at(made.one(type).inputs, "spec");
const pod = (made: Run) => at(spec(made), "template", "spec");
const container = (made: Run) => at(pod(made), "containers", 0);
const podLabels = (made: Run) => at(spec(made), "template", "metadata", "labels");
const trigger = (made: Run) => at(spec(made), "template", "metadata", "annotations", "checksum/gateway");
const policySpec = (made: Run, suffix: string) => at(made.one(policyType, suffix).inputs, "spec");

describe("the cluster check", () => {
    it("is made when it is asked for only", async () => {
        const [without, made] = [await gateway(), await checked()];
        assert.deepEqual(without.all(type), []);
        assert.equal(at(made.one(type).inputs, "metadata", "name"), name);
        // The Job, its policy, and the one that lets it at the admin port.
        assert.equal(made.resources.length, without.resources.length + 3);
        assert.deepEqual(made.outputs, without.outputs);
    });

    it("runs once, is replaced when it has failed, and isn't removed by time", async () => {
        const made = await checked();
        assert.equal(at(made.one(type).inputs, "metadata", "annotations", "pulumi.com/replaceUnready"), "true");
        assert.equal(at(spec(made), "backoffLimit"), 0);
        assert.equal(at(pod(made), "restartPolicy"), "Never");
        assert.equal(at(spec(made), "ttlSecondsAfterFinished"), undefined);
        assert.equal(at(container(made), "terminationMessagePolicy"), "FallbackToLogsOnError");
    });

    it("is told where the pods are found, their port, and how many are wanted", async () => {
        const made = await checked({
            replicas: 3,
            clusterDomain: "corp.example",
            settings: { API_HTTP_PORT: "8081" },
        });
        assert.deepEqual(at(container(made), "args"), [
            "rig-reactive-interaction-gateway-headless.rig-dev.svc.corp.example",
            "8081",
            "3",
            "6",
            "60",
        ]);
    });

    it("is told the smallest and the largest number where an autoscaler sets it", async () => {
        const made = await checked({ autoscaling: { min: 2, max: 8, cpu: 70 } });
        assert.deepEqual(at(container(made), "args"), [
            "rig-reactive-interaction-gateway-headless.rig-dev.svc.cluster.local",
            "4010",
            "2",
            "6",
            "60",
            "8",
        ]);
    });

    it("runs in the gateway's image, where its pods may, and meets the restricted profile", async () => {
        const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } };
        const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "host" }] };
        const made = await checked({
            image: { tag: "3.0.0-aws", pullSecrets: ["registry"] },
            nodeSelector: { pool: "edge" },
            tolerations: [{ key: "edge", operator: "Exists" }],
            affinity: { nodeAffinity, podAntiAffinity },
            podAnnotations: { "sidecar.istio.io/inject": "false" },
            runAs: { user: 1000650000, group: 0 },
        });
        assert.equal(at(container(made), "image"), "accenture/reactive-interaction-gateway:3.0.0-aws");
        assert.deepEqual(at(pod(made), "imagePullSecrets"), [{ name: "registry" }]);
        assert.deepEqual(at(pod(made), "nodeSelector"), { pool: "edge" });
        assert.deepEqual(at(pod(made), "tolerations"), [{ key: "edge", operator: "Exists" }]);
        assert.deepEqual(at(pod(made), "affinity"), { nodeAffinity });
        assert.equal(at(spec(made), "template", "metadata", "annotations", "sidecar.istio.io/inject"), "false");

        const deployment = at(made.one("kubernetes:apps/v1:Deployment").inputs, "spec", "template", "spec");
        for (const part of ["securityContext", "serviceAccountName", "automountServiceAccountToken"]) {
            assert.deepEqual(at(pod(made), part), at(deployment, part), part);
            assert.notEqual(at(pod(made), part), undefined, part);
        }
        assert.deepEqual(at(container(made), "securityContext"), at(deployment, "containers", 0, "securityContext"));
    });

    it("has the resources of the gateway's pods, without what can't be divided, or its own", async () => {
        const resources = async (args: Partial<GatewayArgs>) => at(container(await checked(args)), "resources");
        assert.deepEqual(await resources({}), {
            requests: { cpu: "250m", memory: "256Mi" },
            limits: { memory: "512Mi" },
        });
        const limits = { cpu: "1", memory: "1Gi", "example.com/gpu": "1", "hugepages-2Mi": "4Mi" };
        assert.deepEqual(await resources({ resources: { limits } }), { limits: { cpu: "1", memory: "1Gi" } });
        const own = { requests: { cpu: "50m" }, limits: { memory: "128e6" } };
        assert.deepEqual(await resources({ resources: { limits }, clusterCheckResources: own }), {
            requests: { cpu: "50m" },
            limits: { memory: "128M" },
        });
    });

    it("has resources of its own only when it is made, and those that a pod can have", async () => {
        const own = { requests: { memory: "1Gi" }, limits: { memory: "512m" } };
        await assert.rejects(gateway({ clusterCheckResources: own }), /clusterCheckResources: it has no use without/);
        await assert.rejects(checked({ clusterCheckResources: own }), (error: Error) => {
            assert.match(error.message, /clusterCheckResources\.limits\.memory: "512m" is no whole number of bytes/);
            assert.match(error.message, /clusterCheckResources\.requests\.memory: "1Gi" is above the limit "512m"/);
            return true;
        });
    });

    it("is no pod of the gateway: no Service, policy or Deployment selects it", async () => {
        const made = await checked();
        const selector = at(made.one("kubernetes:core/v1:Service", "headless").inputs, "spec", "selector");
        const [key, own] = ["app.kubernetes.io/name", "reactive-interaction-gateway"];
        assert.equal(at(selector, key), own);
        assert.equal(at(podLabels(made), key), `${own}-check`);
    });

    it("reaches DNS and the admin port of the gateway's pods, and is reached by nobody", async () => {
        const made = await checked({ settings: { API_HTTP_PORT: "8081" } });
        const gatewayPods = at(policySpec(made, "default-deny"), "podSelector");
        const policy = policySpec(made, "check-policy");
        assert.deepEqual(at(policy, "policyTypes"), ["Ingress", "Egress"]);
        assert.equal(at(policy, "ingress"), undefined);
        assert.deepEqual(at(policy, "egress"), [
            ...[at(policySpec(made, "dns-policy"), "egress")].flat(),
            { to: [{ podSelector: gatewayPods }], ports: [{ protocol: "TCP", port: 8081 }] },
        ]);
        const [selected, labels] = [at(policy, "podSelector", "matchLabels"), podLabels(made)];
        assert.ok(isRecord(selected) && isRecord(labels));
        assert.deepEqual({ ...labels, ...selected }, labels);
        assert.deepEqual(at(policySpec(made, "admin-policy"), "ingress"), [
            { from: [{ podSelector: at(policy, "podSelector") }], ports: [{ protocol: "TCP", port: 8081 }] },
        ]);
    });

    it("takes nobody's access to the admin port away", async () => {
        const adminFrom = [{ podSelector: { matchLabels: { team: "ops" } } }];
        const made = await checked({ networkPolicy: { adminFrom } });
        assert.deepEqual(at(policySpec(made, "admin-policy"), "ingress", 0), {
            from: adminFrom,
            ports: [{ protocol: "TCP", port: 4010 }],
        });
    });

    it("has no policies when the gateway has none", async () => {
        assert.deepEqual((await checked({ networkPolicy: { enabled: false } })).all(policyType), []);
    });

    for (const method of ["manifests", "helm"] as const) {
        it(`runs again when the Deployment or a policy changes, and only then, with method ${method}`, async () => {
            const before = trigger(await checked({ method }));
            assert.match(String(before), /^[0-9a-f]{10}$/);
            assert.equal(trigger(await checked({ method, protect: true })), before);
            // The policies are the same, however the arguments say it.
            assert.equal(trigger(await checked({ method, networkPolicy: { publicFrom: [] } })), before);
            const changes: Partial<GatewayArgs>[] = [
                { replicas: 3 },
                { image: { tag: "3.0.1" } },
                { settings: { LOG_LEVEL: "debug" } },
                { networkPolicy: { dns: { ports: [{ port: "5353" }] } } },
            ];
            for (const change of changes) {
                assert.notEqual(trigger(await checked({ method, ...change })), before, JSON.stringify(change));
            }
        });
    }

    it("isn't known wholly in a first preview, but is there", async () => {
        assert.equal(trigger(await checked({}, { preview: true })), unknown);
    });

    it("is refused without the metrics that it reads", async () => {
        await assert.rejects(
            checked({ settings: { PROMETHEUS_METRICS_ENABLED: "no" } }),
            /clusterCheck: it reads RIG's metrics, which settings\.PROMETHEUS_METRICS_ENABLED switches off\. Leave one/,
        );
        await checked({ settings: { PROMETHEUS_METRICS_ENABLED: "true" } });
    });
});
