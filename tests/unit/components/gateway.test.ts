import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Gateway, type GatewayArgs } from "../../../components";
import { validatedText } from "../../../components/rig/deferredText";
import { defaultCatalogue } from "../../../components/rig/versions";
import { at } from "../at";
import {
    generatedCookie,
    generatedId,
    gateway,
    run,
    unknown,
    withoutSuffixes,
    type MockOptions,
    type Run,
} from "../mocks";

const types = {
    namespace: "kubernetes:core/v1:Namespace",
    deployment: "kubernetes:apps/v1:Deployment",
    service: "kubernetes:core/v1:Service",
    policy: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    budget: "kubernetes:policy/v1:PodDisruptionBudget",
    account: "kubernetes:core/v1:ServiceAccount",
    secret: "kubernetes:core/v1:Secret",
    configMap: "kubernetes:core/v1:ConfigMap",
    password: "random:index/randomPassword:RandomPassword",
    id: "random:index/randomId:RandomId",
    component: "rig:index:Gateway",
};

const full = "rig-reactive-interaction-gateway";

const pod = (made: Run) => at(made.one(types.deployment).inputs, "spec", "template", "spec");
const container = (made: Run) => at(pod(made), "containers", 0);
const environment = (made: Run) => at(container(made), "env");
const variable = (made: Run, name: string) => {
    const entries: unknown = environment(made);
    return isList(entries) ? entries.find((entry) => at(entry, "name") === name) : undefined;
};
const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const policies = (made: Run) => made.all(types.policy).map(({ name }) => name.replace("gateway-", ""));
const passwords = (made: Run) => made.all(types.password).map(({ name }) => name);
const policySpec = (made: Run, suffix: string) => at(made.one(types.policy, suffix).inputs, "spec");

describe("Gateway", () => {
    describe("with nothing but a namespace", () => {
        let made: Run;
        before(async () => {
            made = await gateway();
        });

        it("makes exactly these objects", () => {
            const counts = Object.fromEntries(
                Object.entries(types).map(([kind, type]) => [kind, made.all(type).length]),
            );
            assert.deepEqual(counts, {
                namespace: 1,
                deployment: 1,
                service: 3,
                policy: 4,
                budget: 1,
                account: 1,
                secret: 1,
                configMap: 0,
                password: 2,
                id: 1,
                component: 1,
            });
            assert.equal(made.resources.length, 16);
        });

        it("writes the owner onto every object, and onto no pod", async () => {
            const owned = await gateway({
                owner: "0123",
                clusterCheck: true,
                tls: { issuer: { name: "ca" } },
                serviceAnnotations: { "example.com/exposed": "yes" },
                settings: { LOG_LEVEL: "info" },
                secretSettings: { JWT_SECRET_KEY: "x".repeat(40) },
            });
            const objects = owned.resources.filter(({ type }) => type.startsWith("kubernetes:"));
            assert.ok(objects.length >= 17);
            for (const { name, inputs } of objects) {
                assert.equal(at(inputs, "metadata", "annotations", "rig-owner"), "0123", name);
                assert.equal(at(inputs, "spec", "template", "metadata", "annotations", "rig-owner"), undefined, name);
            }
            const service = owned.one(types.service, "public").inputs;
            assert.equal(at(service, "metadata", "annotations", "example.com/exposed"), "yes");
        });

        it("keeps the names of the first deployment in the labels, and in the groups", async () => {
            const settings = { KAFKA_BROKERS: "kafka:9092" };
            const before = await gateway({ settings }, { project: "edge", stack: "prod" });
            const renamed = { settings, instance: { project: "edge", stack: "prod" } };
            const after = await gateway(renamed, { project: "rig", stack: "live" });
            const deployment = (each: Run) => withoutSuffixes(each.one(types.deployment).inputs);
            assert.deepEqual(deployment(after), deployment(before));
        });

        it("puts every object into the namespace, under the labels of the convention", () => {
            const objects = made.resources.filter(({ type }) => type.startsWith("kubernetes:"));
            for (const { type, name, inputs } of objects) {
                if (type !== types.namespace) {
                    assert.equal(at(inputs, "metadata", "namespace"), "rig-dev", name);
                }
                assert.equal(at(inputs, "metadata", "labels", "app.kubernetes.io/managed-by"), "Pulumi", name);
                assert.equal(
                    at(inputs, "metadata", "labels", "app.kubernetes.io/name"),
                    "reactive-interaction-gateway",
                    name,
                );
            }
        });

        it("lets the API server enforce restricted pods", () => {
            assert.equal(
                at(made.one(types.namespace).inputs, "metadata", "labels", "pod-security.kubernetes.io/enforce"),
                "restricted",
            );
        });

        it("keeps the cookie in one Secret, and the Deployment readable", () => {
            const secret = made.one(types.secret, "cookie");
            assert.deepEqual(secret.secrets, ["data"]);
            assert.equal(at(secret.inputs, "data", "cookie"), Buffer.from(generatedCookie).toString("base64"));
            assert.deepEqual(made.one(types.deployment).secrets, []);
            const elsewhere = made.resources.filter((resource) => resource !== secret);
            const texts = [generatedCookie, Buffer.from(generatedCookie).toString("base64")];
            for (const text of texts) {
                assert.ok(!JSON.stringify([elsewhere, made.outputs]).includes(text));
            }
            assert.deepEqual(variable(made, "NODE_COOKIE"), {
                name: "NODE_COOKIE",
                valueFrom: { secretKeyRef: { name: "rig-reactive-interaction-gateway-cookie", key: "cookie" } },
            });
        });

        it("generates 48 alphanumerics", () => {
            assert.deepEqual(made.one(types.password, "-cookie").inputs, { length: 48, special: false });
        });

        it("tells each node its address, and the full name under which its peers are found", () => {
            assert.deepEqual(at(variable(made, "NODE_HOST"), "valueFrom", "fieldRef", "fieldPath"), "status.podIP");
            assert.equal(at(variable(made, "DISCOVERY_TYPE"), "value"), "dns");
            assert.equal(
                at(variable(made, "DNS_NAME"), "value"),
                "rig-reactive-interaction-gateway-headless.rig-dev.svc.cluster.local",
            );
        });

        it("starts the VM as the process that gets SIGTERM, with bounded descriptors", () => {
            const command = at(container(made), "command", 2);
            assert.ok(typeof command === "string");
            assert.match(command, /limit=65536/);
            assert.match(command, /exec \/opt\/sites\/rig\/bin\/rig foreground$/);
        });

        it("probes the public port for readiness and the admin port for life", () => {
            const probe = (kind: string) => at(container(made), kind, "httpGet");
            assert.deepEqual(probe("startupProbe"), { path: "/_rig/health", port: "proxy-http" });
            assert.deepEqual(probe("readinessProbe"), { path: "/_rig/health", port: "proxy-http" });
            assert.deepEqual(probe("livenessProbe"), { path: "/health", port: "internal-http" });
        });

        it("meets the restricted profile, with a read-only root and one small volume in memory", () => {
            assert.deepEqual(at(pod(made), "securityContext"), {
                runAsNonRoot: true,
                runAsUser: 1000,
                runAsGroup: 1000,
                fsGroup: 1000,
                seccompProfile: { type: "RuntimeDefault" },
            });
            assert.deepEqual(at(container(made), "securityContext"), {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
            });
            assert.deepEqual(at(pod(made), "volumes"), [
                { name: "var", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } },
            ]);
            assert.deepEqual(at(container(made), "volumeMounts"), [{ name: "var", mountPath: "/opt/sites/rig/var" }]);
            assert.equal(at(variable(made, "HOME"), "value"), "/opt/sites/rig/var");
            assert.equal(at(pod(made), "automountServiceAccountToken"), false);
            assert.equal(at(pod(made), "enableServiceLinks"), false);
        });

        it("replaces pods one by one, never fewer than wanted, and leaves time to stop", () => {
            const spec = at(made.one(types.deployment).inputs, "spec");
            assert.deepEqual(at(spec, "strategy", "rollingUpdate"), { maxSurge: 1, maxUnavailable: 0 });
            const grace = at(pod(made), "terminationGracePeriodSeconds");
            const preStop = at(container(made), "lifecycle", "preStop", "sleep", "seconds");
            assert.ok(typeof grace === "number" && typeof preStop === "number" && grace > preStop + 10);
        });

        it("spreads over hosts and zones where it can", () => {
            const constraints = at(pod(made), "topologySpreadConstraints");
            assert.ok(Array.isArray(constraints));
            assert.deepEqual(
                constraints.map((each) => [at(each, "topologyKey"), at(each, "whenUnsatisfiable")]),
                [
                    ["kubernetes.io/hostname", "ScheduleAnyway"],
                    ["topology.kubernetes.io/zone", "ScheduleAnyway"],
                ],
            );
        });

        it("publishes port 4000 only, and the admin port inside the cluster only", () => {
            const ports = (suffix: string) => at(made.one(types.service, suffix).inputs, "spec", "ports");
            assert.deepEqual(ports("public"), [
                { name: "proxy-http", port: 4000, targetPort: "proxy-http", protocol: "TCP" },
            ]);
            assert.deepEqual(ports("admin"), [
                { name: "internal-http", port: 4010, targetPort: "internal-http", protocol: "TCP" },
            ]);
            assert.equal(at(made.one(types.service, "admin").inputs, "spec", "type"), "ClusterIP");
        });

        it("lists nodes that start, by IPv4, with the ports between nodes declared", () => {
            const spec = at(made.one(types.service, "headless").inputs, "spec");
            assert.equal(at(spec, "clusterIP"), "None");
            assert.equal(at(spec, "publishNotReadyAddresses"), true);
            assert.deepEqual(at(spec, "ipFamilies"), ["IPv4"]);
            const ports = at(spec, "ports");
            assert.ok(Array.isArray(ports));
            assert.deepEqual(
                ports.map((port) => at(port, "port")),
                [4369, 9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 9108, 9109],
            );
        });

        it("denies everything both ways, but for its own nodes, DNS and the public port", () => {
            assert.deepEqual(policies(made).sort(), ["cluster-policy", "default-deny", "dns-policy", "public-policy"]);
            const selector = at(made.one(types.deployment).inputs, "spec", "selector");
            assert.deepEqual(policySpec(made, "default-deny"), {
                podSelector: selector,
                policyTypes: ["Ingress", "Egress"],
            });
            const between = [
                { protocol: "TCP", port: 4369 },
                { protocol: "TCP", port: 9100, endPort: 9109 },
            ];
            assert.deepEqual(policySpec(made, "cluster-policy"), {
                podSelector: selector,
                policyTypes: ["Ingress", "Egress"],
                ingress: [{ from: [{ podSelector: selector }], ports: between }],
                egress: [{ to: [{ podSelector: selector }], ports: between }],
            });
            assert.deepEqual(at(policySpec(made, "public-policy"), "ingress"), [
                { ports: [{ protocol: "TCP", port: 4000 }] },
            ]);
        });

        it("asks DNS by port 53 anywhere and by the DNS pods' named ports, over UDP and TCP", () => {
            const [anywhere, named] = [0, 1].map((rule) => at(policySpec(made, "dns-policy"), "egress", rule));
            assert.deepEqual(at(anywhere, "ports"), [
                { protocol: "UDP", port: 53 },
                { protocol: "TCP", port: 53 },
            ]);
            assert.equal(at(anywhere, "to"), undefined);
            assert.deepEqual(at(named, "ports"), [
                { protocol: "UDP", port: "dns" },
                { protocol: "TCP", port: "dns-tcp" },
            ]);
        });

        it("has these outputs, none of them secret", () => {
            assert.deepEqual(Object.keys(made.outputs).sort(), [
                "adminEndpoint",
                "adminServiceName",
                "commands",
                "cookieSecret",
                "deploymentName",
                "dnsName",
                "endpoint",
                "headlessServiceName",
                "internalEndpoint",
                "method",
                "namespace",
                "replicas",
                "serviceName",
                "serviceType",
            ]);
            assert.deepEqual(made.secretOutputs, []);
            assert.equal(made.outputs.replicas, 2);
            assert.equal(made.outputs.endpoint, made.outputs.internalEndpoint);
            assert.equal(
                made.outputs.adminEndpoint,
                "http://rig-reactive-interaction-gateway-admin.rig-dev.svc.cluster.local:4010",
            );
        });
    });

    describe("in a preview, where nothing of a deployment is known", () => {
        it("has the same resources, whatever is asked for", async () => {
            const asked: Partial<GatewayArgs>[] = [
                {},
                { serviceType: "LoadBalancer" },
                { serviceType: "NodePort", nodeAddress: "203.0.113.7" },
                { settings: { KAFKA_BROKERS: "kafka:9092" }, secretSettings: { JWT_SECRET_KEY: "secret" } },
                { networkPolicy: { adminFrom: [{ podSelector: {} }], egressTo: [{}] } },
            ];
            for (const args of asked) {
                const names = ({ resources }: Run) => resources.map(({ type, name }) => `${type} ${name}`).sort();
                assert.deepEqual(names(await gateway(args, { preview: true })), names(await gateway(args)));
            }
        });

        it("knows all of the Deployment but the cookie's fingerprint", async () => {
            const made = await gateway({ settings: { LOG_LEVEL: "info" } }, { preview: true });
            const inputs = made.one(types.deployment).inputs;
            assert.equal(at(inputs, "spec", "template", "metadata", "annotations", "checksum/cookie"), unknown);
            assert.equal(
                at(variable(made, "LOG_LEVEL"), "valueFrom", "configMapKeyRef", "name"),
                at(made.one(types.configMap).inputs, "metadata", "name"),
            );
            assert.deepEqual(at(pod(made), "containers", 0, "command", 0), "/bin/sh");
        });

        it("doesn't know a node's port", async () => {
            const made = await gateway({ serviceType: "NodePort", nodeAddress: "203.0.113.7" }, { preview: true });
            assert.equal(made.outputs.externalEndpoint, unknown);
        });

        it("doesn't know a load balancer's address", async () => {
            const made = await gateway({ serviceType: "LoadBalancer" }, { preview: true });
            assert.equal(made.outputs.externalEndpoint, unknown);
            assert.equal(made.outputs.endpoint, unknown);
        });

        it("takes arguments that are known only later", async () => {
            const later = pulumi.output(Promise.resolve("kafka-0.kafka:9092"));
            const made = await gateway({ settings: { KAFKA_BROKERS: later } }, { preview: true });
            assert.deepEqual(at(policySpec(made, "destinations-policy"), "egress"), [
                { ports: [{ protocol: "TCP", port: 9092 }] },
            ]);
        });
    });

    describe("namespace", () => {
        it("is left alone when it exists already", async () => {
            const made = await gateway({ createNamespace: false });
            assert.equal(made.all(types.namespace).length, 0);
            assert.equal(at(made.one(types.deployment).inputs, "metadata", "namespace"), "rig-dev");
        });

        it("may come from another resource", async () => {
            const made = await gateway({ createNamespace: false, namespace: pulumi.output(Promise.resolve("theirs")) });
            assert.equal(at(made.one(types.deployment).inputs, "metadata", "namespace"), "theirs");
            assert.equal(
                made.outputs.internalEndpoint,
                "http://rig-reactive-interaction-gateway.theirs.svc.cluster.local:4000",
            );
        });
    });

    describe("autoscaling", () => {
        const autoscaling = { min: 2, max: 8, cpu: 70 };
        const type = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

        it("makes an autoscaler of RIG's containers, which goes down by one pod a minute", async () => {
            const made = await gateway({ autoscaling: { ...autoscaling, memory: 80 } });
            const spec = at(made.one(type).inputs, "spec");
            assert.deepEqual([at(spec, "minReplicas"), at(spec, "maxReplicas")], [2, 8]);
            assert.equal(at(spec, "scaleTargetRef", "name"), full);
            assert.equal(at(spec, "metrics", 0, "containerResource", "container"), at(container(made), "name"));
            assert.equal(at(spec, "metrics", 1, "containerResource", "target", "averageUtilization"), 80);
            assert.deepEqual(at(spec, "behavior"), {
                scaleDown: {
                    stabilizationWindowSeconds: 300,
                    policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
                },
            });
        });

        it("takes another behavior for the direction that has one", async () => {
            const scaleUp = { stabilizationWindowSeconds: 60 };
            const made = await gateway({ autoscaling: { ...autoscaling, behavior: { scaleUp } } });
            const behavior = at(made.one(type).inputs, "spec", "behavior");
            assert.deepEqual(at(behavior, "scaleUp"), scaleUp);
            assert.equal(at(behavior, "scaleDown", "stabilizationWindowSeconds"), 300);
        });

        it("counts with its smallest and its largest number", async () => {
            const made = await gateway({ autoscaling, minReadySeconds: 10 });
            assert.equal(at(made.one(types.deployment).inputs, "spec", "replicas"), 2);
            // The time for 8 pods, one after the other.
            assert.equal(at(made.one(types.deployment).inputs, "spec", "progressDeadlineSeconds"), 120 + 8 * 100 + 60);
            assert.deepEqual([made.outputs.replicas, made.outputs.autoscaling], [2, { min: 2, max: 8 }]);
            const more = await gateway({ autoscaling: { ...autoscaling, min: 1 }, replicas: 3 });
            assert.equal(at(more.one(types.deployment).inputs, "spec", "replicas"), 3);
            assert.equal(more.all(types.budget).length, 1);
            assert.equal(more.outputs.replicas, 1);
        });
    });

    describe("replicas", () => {
        it("none parks the gateway: no budget, no check, and all else stays", async () => {
            const [parked, running] = [await gateway({ replicas: 0, clusterCheck: true }), await gateway()];
            assert.equal(at(parked.one(types.deployment).inputs, "spec", "replicas"), 0);
            assert.deepEqual([parked.all(types.budget), parked.all("kubernetes:batch/v1:Job")], [[], []]);
            assert.equal(parked.all(types.service).length, 3);
            assert.deepEqual(parked.outputs, { ...running.outputs, replicas: 0 });
        });

        it("one needs no disruption budget, and two have one", async () => {
            assert.equal((await gateway({ replicas: 1 })).all(types.budget).length, 0);
            const made = await gateway({ replicas: 2 });
            assert.equal(at(made.one(types.budget).inputs, "spec", "maxUnavailable"), 1);
        });
    });

    describe("service types", () => {
        it("LoadBalancer waits for the address and exports it", async () => {
            const made = await gateway({ serviceType: "LoadBalancer", serviceAnnotations: { "example.com/a": "b" } });
            const { inputs } = made.one(types.service, "public");
            assert.equal(at(inputs, "spec", "type"), "LoadBalancer");
            assert.deepEqual(at(inputs, "metadata", "annotations"), {
                "example.com/a": "b",
                "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0]}",
            });
            assert.equal(made.outputs.externalEndpoint, "http://192.0.2.10:4000");
            assert.equal(made.outputs.endpoint, "http://192.0.2.10:4000");
        });

        it("NodePort has an external endpoint when a node's address is given", async () => {
            const made = await gateway({ serviceType: "NodePort", nodeAddress: "203.0.113.7" });
            assert.equal(made.outputs.externalEndpoint, "http://203.0.113.7:31000");
            const without = await gateway({ serviceType: "NodePort" });
            assert.ok(!("externalEndpoint" in without.outputs));
            assert.equal(without.outputs.endpoint, without.outputs.internalEndpoint);
        });

        it("never publish the admin port", async () => {
            for (const serviceType of ["ClusterIP", "NodePort", "LoadBalancer"] as const) {
                const made = await gateway({ serviceType });
                assert.equal(at(made.one(types.service, "admin").inputs, "spec", "type"), "ClusterIP");
            }
        });
    });

    describe("cookie", () => {
        const given = "MyOwnCookieWithMoreThan32Characters";

        it("of one's own stays secret and generates none", async () => {
            const made = await gateway({ cookie: { value: given } });
            assert.deepEqual(passwords(made), ["gateway-fingerprint-key"]);
            assert.equal(
                at(made.one(types.secret, "cookie").inputs, "data", "cookie"),
                Buffer.from(given).toString("base64"),
            );
            assert.deepEqual(made.one(types.secret, "cookie").secrets, ["data"]);
            assert.deepEqual(made.one(types.component).secrets, ["cookie"]);
            assert.deepEqual(made.one(types.deployment).secrets, []);
        });

        it("of an existing Secret is referred to and never copied", async () => {
            const made = await gateway(
                { cookie: { existingSecret: { name: "erlang", key: "c" } } },
                { existingSecrets: { "rig-dev/erlang": { c: Buffer.from(given).toString("base64") } } },
            );
            assert.equal(made.all(types.secret).length, 0);
            assert.deepEqual(passwords(made), ["gateway-fingerprint-key"]);
            assert.deepEqual(at(variable(made, "NODE_COOKIE"), "valueFrom", "secretKeyRef"), {
                name: "erlang",
                key: "c",
            });
            assert.deepEqual(made.outputs.cookieSecret, { name: "erlang", key: "c" });
            assert.deepEqual(made.secretOutputs, []);
            assert.deepEqual(made.one(types.deployment).secrets, []);
        });

        it("rolls the pods when it changes, and tells nothing about itself", async () => {
            const fingerprint = async (value: string) => {
                const made = await gateway({ cookie: { value } });
                return at(
                    made.one(types.deployment).inputs,
                    "spec",
                    "template",
                    "metadata",
                    "annotations",
                    "checksum/cookie",
                );
            };
            assert.equal(await fingerprint(given), await fingerprint(given));
            assert.notEqual(await fingerprint(given), await fingerprint(`${given}2`));
        });
    });

    describe("settings", () => {
        it("go to an immutable ConfigMap, whose name is never that of another", async () => {
            const name = async (level: string) => {
                const made = await gateway({ settings: { LOG_LEVEL: level } });
                const { inputs } = made.one(types.configMap);
                assert.deepEqual(at(inputs, "data"), { LOG_LEVEL: level });
                assert.equal(at(inputs, "immutable"), true);
                const reference = at(variable(made, "LOG_LEVEL"), "valueFrom", "configMapKeyRef");
                assert.deepEqual(reference, { name: at(inputs, "metadata", "name"), key: "LOG_LEVEL" });
                return at(inputs, "metadata", "name");
            };
            const [first, again, other] = [await name("info"), await name("info"), await name("debug")];
            assert.match(String(first), new RegExp(`^${full}-settings-[0-9a-f]{10}$`));
            assert.equal(new Set([first, again, other]).size, 3);
        });

        it("that are secret go to a Secret and nowhere else", async () => {
            const made = await gateway({ secretSettings: { JWT_SECRET_KEY: "hunter2hunter2" } });
            const secret = made.one(types.secret, "secret-settings");
            assert.deepEqual(secret.secrets, ["data"]);
            const name = at(secret.inputs, "metadata", "name");
            assert.deepEqual(at(variable(made, "JWT_SECRET_KEY"), "valueFrom", "secretKeyRef"), {
                name,
                key: "JWT_SECRET_KEY",
            });
            assert.deepEqual(made.one(types.deployment).secrets, []);
            const component = made.one(types.component);
            assert.deepEqual(component.secrets, ["secretSettings"]);
            const elsewhere = made.resources.filter((resource) => resource !== secret && resource !== component);
            assert.ok(!JSON.stringify([elsewhere, made.outputs]).includes("hunter2"));
        });

        it("open the way to the brokers they name, and to nothing else", async () => {
            const made = await gateway({ settings: { KAFKA_BROKERS: "10.0.0.5:9092,kafka-1.kafka:9093" } });
            assert.deepEqual(at(policySpec(made, "destinations-policy"), "egress"), [
                { ports: [{ protocol: "TCP", port: 9093 }] },
                { to: [{ ipBlock: { cidr: "10.0.0.5/32" } }], ports: [{ protocol: "TCP", port: 9092 }] },
            ]);
        });

        it("may move the HTTP ports: containers and policies follow, Services keep theirs", async () => {
            const made = await gateway({
                settings: { INBOUND_PORT: "8080", API_HTTP_PORT: "8081" },
                networkPolicy: { adminFrom: [{ podSelector: {} }] },
            });
            assert.equal(at(container(made), "ports", 0, "containerPort"), 8080);
            assert.equal(at(container(made), "ports", 1, "containerPort"), 8081);
            assert.equal(at(made.one(types.service, "public").inputs, "spec", "ports", 0, "port"), 4000);
            assert.equal(at(policySpec(made, "public-policy"), "ingress", 0, "ports", 0, "port"), 8080);
            assert.equal(at(policySpec(made, "admin-policy"), "ingress", 0, "ports", 0, "port"), 8081);
            assert.match(String(at(made.outputs.commands, "forwardAdmin")), / 4010:8081$/);
        });
    });

    describe("groups at message brokers", () => {
        it("are the gateway's own, unless they are given or there is no broker", async () => {
            const name = "KAFKATOFILTER_KAFKA_GROUP_ID";
            const group = async (args: Partial<GatewayArgs>) => at(variable(await gateway(args), name), "value");
            const brokers = { KAFKA_BROKERS: "kafka:9092" };
            const own = await group({ settings: brokers });
            assert.match(String(own), new RegExp(`^rig-kafka-to-filter\\.rig-dev-[0-9a-f]{10}-${generatedId}$`));
            assert.notEqual(await group({ settings: brokers, name: "edge" }), own);
            assert.equal(await group({}), undefined);
            const given = await gateway({ settings: { ...brokers, [name]: "mine" } });
            assert.equal(at(given.one(types.configMap).inputs, "data", name), "mine");
            assert.ok(isList(environment(given)));
        });

        describe("that the pods are in already", () => {
            const name = "KAFKATOFILTER_KAFKA_GROUP_ID";
            const settings = { KAFKA_BROKERS: "kafka:9092" };
            const group = async (args: Partial<GatewayArgs>, options: MockOptions = {}) =>
                at(variable(await gateway({ settings, ...args }, options), name), "value");
            const fromNames = /^rig-kafka-to-filter\.rig-dev-[0-9a-f]{10}$/;

            it("stay those of an earlier version, in its first preview, too", async () => {
                assert.match(String(await group({}, { madeEarlier: true })), fromNames);
                assert.match(String(await group({}, { madeEarlier: true, preview: true })), fromNames);
                assert.equal(await group({}, { preview: true }), unknown);
            });

            it("stay what they are said to be", async () => {
                assert.equal(await group({ brokerGroups: { [name]: "theirs" } }), "theirs");
                const other = { PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID: "theirs" };
                assert.match(String(await group({ brokerGroups: other })), new RegExp(`-${generatedId}$`));
                assert.match(String(await group({ brokerGroups: other }, { madeEarlier: true })), /-0123456789$/);
            });

            it("are kept in the state, in which no later run changes them", async () => {
                const made = await gateway({ settings, brokerGroups: { [name]: "theirs" } });
                const instance = at(
                    made.one(types.deployment).inputs,
                    "metadata",
                    "labels",
                    "app.kubernetes.io/instance",
                );
                assert.deepEqual(at(made.one(types.id).inputs, "keepers"), { instance, [name]: "theirs" });
                assert.equal(at(made.one(types.component).inputs, "brokerGroups"), undefined);
            });

            it("can only be groups", async () => {
                await assert.rejects(
                    gateway({ brokerGroups: { KAFKA_BROKERS: "a", [name]: "a b" } }),
                    /brokerGroups\.KAFKA_BROKERS: .*brokerGroups\.KAFKATOFILTER_KAFKA_GROUP_ID: "a b" is not allowed/s,
                );
            });
        });

        it("are so at Kinesis, too", async () => {
            const application = async (KINESIS_ENABLED: string) =>
                at(
                    variable(
                        await gateway({ image: { tag: "aws-3.0.0" }, settings: { KINESIS_ENABLED } }),
                        "KINESIS_APP_NAME",
                    ),
                    "value",
                );
            assert.match(
                String(await application("true")),
                new RegExp(`^Reactive-Interaction-Gateway\\.rig-dev-[0-9a-f]{10}-${generatedId}$`),
            );
            assert.equal(await application("false"), undefined);
        });
    });

    describe("readiness", () => {
        const tokens = { secretSettings: { JWT_SECRET_KEY: "a key for tokens of thirty-two bytes" } };
        const timing = async (args: Partial<GatewayArgs>) => {
            const made = await gateway(args);
            const spec = at(made.one(types.deployment).inputs, "spec");
            return {
                delay: at(container(made), "readinessProbe", "initialDelaySeconds"),
                minReady: at(spec, "minReadySeconds"),
                deadline: at(spec, "progressDeadlineSeconds"),
            };
        };

        it("waits for the list of revoked tokens where tokens are checked and another pod has it", async () => {
            const waiting = { delay: 75, minReady: 0, deadline: 60 + 120 + 2 * (90 + 75) };
            assert.deepEqual(await timing(tokens), waiting);
            const key = { existingSecret: { name: "jwt", key: "key" } };
            assert.deepEqual(await timing({ settingsFrom: { JWT_SECRET_KEY: key } }), waiting);
            const atOnce = { delay: undefined, minReady: 60 };
            assert.deepEqual(await timing({}), { ...atOnce, deadline: 60 + 120 + 2 * 150 });
            assert.deepEqual(await timing({ ...tokens, replicas: 1 }), { ...atOnce, deadline: 60 + 120 + 150 });
        });

        it("waits for as long as is said, and rollouts for what is left", async () => {
            const delayed = async (initialDelaySeconds: number, more: Partial<GatewayArgs> = {}) =>
                timing({
                    ...tokens,
                    replicas: 1,
                    deployTimeout: 900,
                    readinessProbe: { initialDelaySeconds },
                    ...more,
                });
            assert.deepEqual(await delayed(0), { delay: undefined, minReady: 60, deadline: 960 });
            assert.deepEqual(await delayed(20), { delay: 20, minReady: 40, deadline: 960 });
            assert.deepEqual(await delayed(120), { delay: 120, minReady: 0, deadline: 960 });
            assert.deepEqual(await delayed(20, { minReadySeconds: 5 }), { delay: 20, minReady: 5, deadline: 960 });
        });
    });

    describe("the disruption budget", () => {
        const budget = async (args: Partial<GatewayArgs>) => {
            const [made] = (await gateway(args)).all(types.budget);
            const limits = ["minAvailable", "maxUnavailable"].map((name) => at(made?.inputs, "spec", name));
            return made === undefined ? "none" : limits;
        };

        it("lets one pod go, if there are more", async () => {
            assert.deepEqual(await budget({}), [undefined, 1]);
            assert.equal(await budget({ replicas: 1 }), "none");
        });

        it("is what it is said to be", async () => {
            assert.deepEqual(await budget({ disruptionBudget: { minAvailable: "50%" } }), ["50%", undefined]);
            assert.deepEqual(await budget({ disruptionBudget: { maxUnavailable: "2" } }), [undefined, 2]);
            assert.deepEqual(await budget({ disruptionBudget: { minAvailable: "0" }, replicas: 1 }), [0, undefined]);
        });
    });

    describe("with a certificate", () => {
        const tls = { existingSecret: "edge" };

        it("has HTTPS beside HTTP, on ports of its own, and is ready when HTTPS works", async () => {
            const made = await gateway({
                tls,
                settings: { API_HTTPS_PORT: "8443" },
                networkPolicy: { adminFrom: [{ podSelector: {} }] },
            });
            const ports = at(container(made), "ports");
            assert.ok(isList(ports));
            assert.deepEqual(
                ports.slice(0, 4).map((port) => [at(port, "name"), at(port, "containerPort")]),
                [
                    ["proxy-http", 4000],
                    ["proxy-https", 4001],
                    ["internal-http", 4010],
                    ["internal-https", 8443],
                ],
            );
            for (const probe of ["startupProbe", "readinessProbe"]) {
                assert.deepEqual(at(container(made), probe, "httpGet"), {
                    path: "/_rig/health",
                    port: "proxy-https",
                    scheme: "HTTPS",
                });
            }
            assert.equal(at(container(made), "livenessProbe", "httpGet", "port"), "internal-http");
            const service = (suffix: string) => at(made.one(types.service, suffix).inputs, "spec", "ports", 1);
            assert.deepEqual(at(service("public"), "port"), 4001);
            assert.deepEqual(at(service("admin"), "port"), 4011);
            assert.equal(at(policySpec(made, "public-policy"), "ingress", 0, "ports", 1, "port"), 4001);
            assert.equal(at(policySpec(made, "admin-policy"), "ingress", 0, "ports", 1, "port"), 8443);
            assert.equal(made.outputs.httpsEndpoint, `https://${full}.rig-dev.svc.cluster.local:4001`);
            assert.equal(made.outputs.internalEndpoint, `http://${full}.rig-dev.svc.cluster.local:4000`);
        });

        it("mounts the certificate and its key, which RIG's group alone may read", async () => {
            const made = await gateway({ tls });
            assert.deepEqual(at(pod(made), "volumes", 1), {
                name: "files",
                projected: {
                    defaultMode: 0o440,
                    sources: [
                        { secret: { name: "edge", items: [{ key: "tls.crt", path: "HTTPS_CERTFILE" }] } },
                        { secret: { name: "edge", items: [{ key: "tls.key", path: "HTTPS_KEYFILE" }] } },
                    ],
                },
            });
            assert.equal(at(variable(made, "HTTPS_KEYFILE"), "value"), "/etc/rig/HTTPS_KEYFILE");
        });

        it("asks an issuer for one under the Service's names, and waits for it", async () => {
            const made = await gateway({ tls: { issuer: { name: "ca" } } });
            const { inputs } = made.one("kubernetes:cert-manager.io/v1:Certificate");
            assert.deepEqual(at(inputs, "spec"), {
                secretName: `${full}-tls`,
                dnsNames: [`${full}.rig-dev.svc.cluster.local`, `${full}.rig-dev.svc`, `${full}.rig-dev`, full],
                issuerRef: { name: "ca", kind: "Issuer", group: "cert-manager.io" },
            });
            assert.equal(at(inputs, "metadata", "annotations", "pulumi.com/waitFor"), "condition=Ready");
            assert.equal(at(pod(made), "volumes", 1, "projected", "sources", 0, "secret", "name"), `${full}-tls`);
        });

        it("tells the outside address by HTTPS", async () => {
            const endpoint = async (args: Partial<GatewayArgs>) =>
                (await gateway({ tls, ...args })).outputs.httpsEndpoint;
            assert.equal(await endpoint({ serviceType: "LoadBalancer" }), "https://192.0.2.10:4001");
            assert.equal(await endpoint({ serviceType: "NodePort", nodeAddress: "node" }), "https://node:31000");
        });

        it("has none of it without one", async () => {
            const made = await gateway({ settings: { LOG_LEVEL: "info" } });
            assert.ok(!/https|4001|4011|projected/i.test(JSON.stringify([made.resources, made.outputs])));
        });
    });

    describe("a setting that is known only later", () => {
        it("is mounted when it may be a file, and checked when it is known", async () => {
            const made = await gateway({ settings: { EXTRACTORS: pulumi.output("{}") } });
            assert.equal(at(variable(made, "EXTRACTORS"), "value"), "/etc/rig/EXTRACTORS");
            assert.equal(validatedText("settings", "LOG_LEVEL", "info", defaultCatalogue), "info");
            assert.throws(
                () => validatedText("settings", "LOG_LEVEL", "loud", defaultCatalogue),
                /settings\.LOG_LEVEL: the value \(not shown\) is not allowed\. Allowed: debug, info, warn, error/,
            );
        });
    });

    describe("extra environment", () => {
        it("comes as text, from Secrets and from ConfigMaps", async () => {
            const made = await gateway({
                extraEnv: {
                    API_HOST: { value: "http://orders" },
                    TOKEN: { existingSecret: { name: "t", key: "k" } },
                    MODE: { existingConfigMap: { name: "c", key: "k" } },
                },
            });
            assert.deepEqual(variable(made, "API_HOST"), { name: "API_HOST", value: "http://orders" });
            assert.deepEqual(variable(made, "TOKEN"), {
                name: "TOKEN",
                valueFrom: { secretKeyRef: { name: "t", key: "k" } },
            });
            assert.deepEqual(variable(made, "MODE"), {
                name: "MODE",
                valueFrom: { configMapKeyRef: { name: "c", key: "k" } },
            });
        });
    });

    describe("policies", () => {
        it("keep what a rule for DNS leaves out, since an empty rule would allow everything", async () => {
            const rules = async (dns: object) =>
                at(policySpec(await gateway({ networkPolicy: { dns } }), "dns-policy"), "egress");
            assert.deepEqual(await rules({}), at(policySpec(await gateway(), "dns-policy"), "egress"));
            const to = [{ ipBlock: { cidr: "169.254.20.10/32" } }];
            assert.deepEqual(await rules({ to }), [
                {
                    to,
                    ports: [
                        { protocol: "UDP", port: 53 },
                        { protocol: "TCP", port: 53 },
                        { protocol: "UDP", port: "dns" },
                        { protocol: "TCP", port: "dns-tcp" },
                    ],
                },
            ]);
            const ports = [{ protocol: "UDP", port: 5353 }];
            assert.deepEqual(await rules({ ports }), [{ ports }]);
        });

        it("let no one to the admin port when no one is named", async () => {
            const made = await gateway({ networkPolicy: { adminFrom: [], publicFrom: [], egressTo: [] } });
            assert.deepEqual(policies(made).sort(), ["cluster-policy", "default-deny", "dns-policy", "public-policy"]);
        });

        it("can be switched off", async () => {
            assert.deepEqual(policies(await gateway({ networkPolicy: { enabled: false } })), []);
        });

        it("let named peers in, and rules of one's own out", async () => {
            const peer = { namespaceSelector: { matchLabels: { team: "ops" } } };
            const to = [{ ipBlock: { cidr: "10.1.0.0/16" } }];
            const rule = { to, ports: [{ protocol: "TCP", port: "443" }, { port: "https" }] };
            const made = await gateway({
                networkPolicy: { publicFrom: [peer], adminFrom: [peer], egressTo: [rule], dns: rule },
            });
            assert.deepEqual(at(policySpec(made, "public-policy"), "ingress", 0, "from"), [peer]);
            assert.deepEqual(at(policySpec(made, "admin-policy"), "ingress"), [
                { from: [peer], ports: [{ protocol: "TCP", port: 4010 }] },
            ]);
            const policyRule = { to, ports: [{ protocol: "TCP", port: 443 }, { port: "https" }] };
            assert.deepEqual(at(policySpec(made, "egress-policy"), "egress"), [policyRule]);
            assert.deepEqual(at(policySpec(made, "dns-policy"), "egress"), [policyRule]);
        });
    });

    describe("pods", () => {
        it("carry what the user says about them", async () => {
            const made = await gateway({
                image: { repository: "mirror.example.com/rig", tag: "3.0.1", pullPolicy: "Always", pullSecrets: ["r"] },
                resources: { requests: { cpu: "0.25" }, limits: { cpu: "1500m", memory: "1024Mi" } },
                nodeSelector: { pool: "edge" },
                tolerations: [{ key: "edge", operator: "Exists" }],
                affinity: { nodeAffinity: {} },
                priorityClassName: "high",
                podAnnotations: { "example.com/a": "b" },
                labels: { team: "edge" },
                minReadySeconds: 7,
                deployTimeout: 99,
            });
            const spec = at(made.one(types.deployment).inputs, "spec");
            assert.equal(at(container(made), "image"), "mirror.example.com/rig:3.0.1");
            assert.equal(at(container(made), "imagePullPolicy"), "Always");
            assert.deepEqual(at(pod(made), "imagePullSecrets"), [{ name: "r" }]);
            assert.deepEqual(at(container(made), "resources"), {
                requests: { cpu: "250m" },
                limits: { cpu: "1500m", memory: "1Gi" },
            });
            assert.match(String(at(variable(made, "ERL_FLAGS"), "value")), /\+S 2:2 /);
            assert.deepEqual(at(pod(made), "nodeSelector"), { pool: "edge" });
            assert.deepEqual(at(pod(made), "tolerations"), [{ key: "edge", operator: "Exists" }]);
            assert.deepEqual(at(pod(made), "affinity"), { nodeAffinity: {} });
            assert.equal(at(pod(made), "priorityClassName"), "high");
            assert.equal(at(spec, "template", "metadata", "annotations", "example.com/a"), "b");
            assert.equal(at(spec, "template", "metadata", "labels", "team"), "edge");
            assert.equal(at(spec, "template", "metadata", "labels", "app.kubernetes.io/version"), "3.0.1");
            assert.equal(at(made.one(types.service, "public").inputs, "metadata", "labels", "team"), "edge");
            assert.equal(at(spec, "minReadySeconds"), 7);
            assert.equal(at(spec, "progressDeadlineSeconds"), 159);
        });

        it("run as the user in RIG's image, as another one, or as whom the platform assigns", async () => {
            const security = async (runAs: GatewayArgs["runAs"]) =>
                at(pod(await gateway({ runAs })), "securityContext");
            const always = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
            const image = { ...always, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 };
            assert.deepEqual(await security({}), image);
            assert.deepEqual(await security({ assignedByPlatform: false }), image);
            assert.deepEqual(await security({ user: 1000650000, group: 0, fsGroup: 1000650001 }), {
                ...always,
                runAsUser: 1000650000,
                runAsGroup: 0,
                fsGroup: 1000650001,
            });
            assert.deepEqual(await security({ assignedByPlatform: true }), always);
        });

        it("run an image by digest", async () => {
            const digest = `sha256:${"a".repeat(64)}`;
            const made = await gateway({ image: { digest } });
            assert.equal(at(container(made), "image"), `accenture/reactive-interaction-gateway@${digest}`);
        });
    });

    describe("several in one stack", () => {
        it("share no selector", async () => {
            const made = await run(() => {
                new Gateway("a", { namespace: "shared", name: "a", createNamespace: false });
                return new Gateway("b", { namespace: "shared", name: "b", createNamespace: false }).outputs();
            });
            const selectors = made
                .all(types.deployment)
                .map(({ inputs }) => JSON.stringify(at(inputs, "spec", "selector")));
            assert.equal(new Set(selectors).size, 2);
        });
    });

    it("doesn't change its arguments", async () => {
        const args: GatewayArgs = { namespace: "n", resources: { requests: { memory: "1024Mi" } } };
        const before = structuredClone(args);
        await run(() => new Gateway("g", args).outputs());
        assert.deepEqual(args, before);
    });

    it("puts no Output's placeholder text into any object", async () => {
        const made = await gateway({
            namespace: pulumi.output("n"),
            image: { tag: pulumi.output("3.0.0") },
            settings: { KAFKA_BROKERS: pulumi.output("k:1") },
            extraEnv: { A: { value: pulumi.output("b") } },
            serviceType: "LoadBalancer",
        });
        assert.ok(!JSON.stringify([made.resources, made.outputs]).includes("Calling [to"));
    });

    it("refuses arguments that are wrong before it registers anything, all in one message", async () => {
        const wrong: GatewayArgs = {
            namespace: "n",
            replicas: 101,
            cookie: { value: "short" },
            settings: { NODE_HOST: "x" },
        };
        await assert.rejects(
            run(() => new Gateway("g", wrong).outputs()),
            (error: Error) => {
                assert.ok(pulumi.RunError.isInstance(error));
                assert.match(error.message, /^Gateway g has 3 problems/);
                assert.match(error.message, /replicas: 101 is not allowed\. Allowed: a whole number from 0 to 100/);
                assert.match(error.message, /settings\.NODE_HOST: this variable belongs to the deployment/);
                assert.match(error.message, /cookie\.value: the value \(not shown\) is not allowed/);
                assert.ok(!error.message.includes("short"));
                return true;
            },
        );
    });
});
