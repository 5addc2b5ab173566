import assert from "node:assert/strict";
import fc from "fast-check";
import { KubeConfig, KubernetesObjectApi, type KubernetesObject } from "@kubernetes/client-node";
import { RunError } from "@pulumi/pulumi";
import type { GatewayArgs } from "../../components";
import { fixture } from "../fixtures";
import { at } from "../unit/at";
import { raw } from "../unit/configuration";
import { gateway } from "../unit/mocks";
import { readConfiguration } from "../../stack/read";
import { configurations, secretKeys } from "../unit/components/rig/arbitrary";
import { createClusterIssuer, deleteCertManager, installCertManager } from "./certManager";
import { kubectl, kubectlWith, object, versions } from "./kubectl";
import { failure, TestStack } from "./stack";

const deployment = "rig-reactive-interaction-gateway";

describe("configurations that are taken", () => {
    /** How many of them, and how many requests at once. */
    const [many, atOnce] = [200, 20];

    it("are never refused by the API server, of hundreds", async () => {
        const seed = Date.now();
        const taken = fc.sample(configurations, { numRuns: 10 * many, seed }).flatMap((values): GatewayArgs[] => {
            try {
                return [readConfiguration(raw(values, { secretKeys })).gateway];
            } catch (error) {
                assert.ok(RunError.isInstance(error));
                return [];
            }
        });
        assert.ok(taken.length >= many);
        // Equal objects are asked about once.
        const found = new Map<string, KubernetesObject>();
        for (const args of taken.slice(0, many)) {
            for (const object of await objectsOf(args)) {
                found.set(JSON.stringify(object), object);
            }
        }
        const kubeconfig = new KubeConfig();
        kubeconfig.loadFromDefault();
        const api = KubernetesObjectApi.makeApiClient(kubeconfig);
        const waiting = [...found.values()];
        const refused: string[] = [];
        const ask = async () => {
            for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
                const answer = await failureOrNothing(api.create(object, undefined, "All"));
                refused.push(...(answer === "" ? [] : [`${answer} for ${JSON.stringify(object)}`]));
            }
        };
        await Promise.all([...Array(atOnce).keys()].map(ask));
        assert.deepEqual(refused, [], `seed ${seed}`);
    }).timeout(600_000);

    /** The objects that the component makes of the arguments, in a namespace that is there. */
    async function objectsOf(args: GatewayArgs): Promise<KubernetesObject[]> {
        const cookie = Buffer.from("aB3".repeat(16)).toString("base64");
        const held = { k: cookie, "tls.crt": cookie };
        const existingSecrets = { "default/a": held, "default/b.c": held };
        const { chart: _, method: __, adopt: ___, ...others } = args;
        const made = await gateway({ ...others, namespace: "default", createNamespace: false }, { existingSecrets });
        return made.resources.flatMap(({ type, inputs: { apiVersion, kind, ...content } }) =>
            // Without cert-manager there is no such kind.
            type.startsWith("kubernetes:") && kind !== "Certificate"
                ? [{ ...content, apiVersion: String(apiVersion), kind: String(kind) }]
                : [],
        );
    }
});

async function failureOrNothing(operation: Promise<unknown>): Promise<string> {
    return operation.then(
        () => "",
        (error: unknown) => String(error),
    );
}

describe("settings with files and existing objects", () => {
    const name = "settings";
    const namespace = `rig-${name}`;
    const base = { "rig:replicas": 1, "rig:minReadySeconds": 0, "rig:createNamespace": false };
    const configuration = {
        ...base,
        "rig:tls": { existingSecret: "edge" },
        "rig:settings": {
            KAFKA_BROKERS: ["kafka:9093"],
            KAFKA_SSL_ENABLED: true,
            KAFKA_SSL_CA_CERTFILE: { existingConfigMap: { name: "kafka-ca", key: "ca.crt" } },
            KAFKA_SSL_CERTFILE: "none",
            KAFKA_SSL_KEYFILE: "none",
            PROXY_CONFIG_FILE: [
                {
                    id: "orders",
                    name: "orders",
                    version_data: { default: { endpoints: [{ id: "all", method: "GET", path_regex: "/orders" }] } },
                    proxy: { target_url: "orders", port: 80 },
                },
            ],
            SUBSCRIPTION_CHECK: "jwt_validation",
            JWT_SECRET_KEY: { existingSecret: { name: "jwt", key: "key" } },
            ZIPKIN_ADDR: { existingSecret: { name: "jwt", key: "zipkin" } },
        },
    };
    let stack: TestStack;

    const apply = (kind: string, object: string, data: Record<string, string>, type?: string) =>
        kubectlWith(
            {
                apiVersion: "v1",
                kind,
                metadata: { name: object, namespace },
                ...(kind === "Secret" ? { stringData: data, type } : { data }),
            },
            "apply",
        );

    before(async () => {
        await kubectl("create", "namespace", namespace);
        stack = await TestStack.create(name, configuration);
    });

    after(async () => {
        await stack.destroy();
        await kubectl("delete", "namespace", namespace);
    });

    it("are refused while an object is missing, or has what RIG can't use", async () => {
        await apply(
            "Secret",
            "edge",
            { "tls.crt": fixture("tls.crt"), "tls.key": fixture("other.key") },
            "kubernetes.io/tls",
        );
        await apply("ConfigMap", "kafka-ca", { "ca.crt": "no certificate" });
        await apply("Secret", "jwt", { other: "s3cr3t" });
        const before = await versions(namespace);
        const message = await failure(stack.up());
        assert.match(
            message,
            /Secret rig-settings\/edge: what it has under tls\.key \(not shown\) isn't the private key of tls\.crt/,
        );
        assert.match(
            message,
            /ConfigMap rig-settings\/kafka-ca: what it has under ca\.crt \(not shown\) is not allowed for KAFKA_SSL_CA_CERTFILE/,
        );
        assert.match(
            message,
            /Secret rig-settings\/jwt: it has no key key, and JWT_SECRET_KEY is taken from it\. It has: other\./,
        );
        assert.deepEqual(await versions(namespace), before);
    });

    it("reach the pods as files and environment, with HTTPS beside HTTP", async () => {
        await apply("Secret", "edge", { "tls.key": fixture("tls.key") }, "kubernetes.io/tls");
        await apply("ConfigMap", "kafka-ca", { "ca.crt": fixture("tls.crt") });
        await apply("Secret", "jwt", { key: "s3cr3t", zipkin: "http://zipkin.example.com:9411/api/v2/spans" });
        await stack.up();
        const pod = at((await object(namespace, "deployment", deployment)).spec, "template", "spec");
        const volumes = at(pod, "volumes", 1, "projected", "sources");
        assert.ok(Array.isArray(volumes));
        assert.deepEqual(
            volumes.map(
                (source: unknown) =>
                    at(source, "secret", "items", 0, "path") ?? at(source, "configMap", "items", 0, "path"),
            ),
            ["HTTPS_CERTFILE", "HTTPS_KEYFILE", "KAFKA_SSL_CA_CERTFILE", "PROXY_CONFIG_FILE"],
        );
        assert.deepEqual(at(pod, "containers", 0, "readinessProbe", "httpGet"), {
            path: "/_rig/health",
            port: "proxy-https",
            scheme: "HTTPS",
        });
        const ports = await kubectl("get", "service", "-n", namespace, "-o", "jsonpath={.items[*].spec.ports[*].name}");
        assert.deepEqual(
            ports
                .split(" ")
                .filter((port) => port.includes("http"))
                .sort(),
            ["internal-http", "internal-https", "proxy-http", "proxy-https"],
        );
        const outputs = await stack.outputs();
        assert.equal(outputs.httpsEndpoint, `https://${deployment}.${namespace}.svc.cluster.local:4001`);
        const { changes, text } = await stack.preview();
        assert.deepEqual(Object.keys(changes), ["same"]);
        assert.match(text, /warning: What ZIPKIN_ADDR names can't be seen here, so no network policy opens the way/);
    });

    it("leave nothing of HTTPS when it is switched off", async () => {
        stack.configure(base);
        await stack.up();
        const made = JSON.stringify([
            await object(namespace, "deployment", deployment),
            await object(namespace, "service", deployment),
        ]);
        assert.ok(!/https|projected|4001/i.test(made), made);
    });
});

describe("a certificate of cert-manager", () => {
    const name = "issued";
    const namespace = `rig-${name}`;
    const configuration = {
        "rig:replicas": 1,
        "rig:minReadySeconds": 0,
        "rig:tls": { issuer: { name: "ca", kind: "ClusterIssuer" }, hosts: ["push.example.com"] },
    };
    let stack: TestStack;

    before(async () => {
        stack = await TestStack.create(name, configuration);
    });

    after(async () => {
        await stack.destroy();
        await deleteCertManager();
    });

    it("is refused without cert-manager, and without the issuer", async () => {
        assert.match(
            await failure(stack.up()),
            /certificates\.cert-manager\.io: it doesn't exist, .* cert-manager isn't installed/,
        );
        await installCertManager();
        assert.match(await failure(stack.up()), /ClusterIssuer ca: it doesn't exist, and tls\.issuer names it/);
    });

    it("is asked for and waited for", async () => {
        await createClusterIssuer("ca");
        const [{ changes }] = await Promise.all([stack.up(), issue()]);
        assert.ok((changes.create ?? 0) > 15);
        const certificate = await object(namespace, "certificate", `${deployment}-tls`);
        assert.deepEqual(certificate.spec, {
            secretName: `${deployment}-tls`,
            dnsNames: ["push.example.com"],
            issuerRef: { name: "ca", kind: "ClusterIssuer", group: "cert-manager.io" },
        });
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
    });

    /** What cert-manager does in the end. */
    async function issue(): Promise<void> {
        const status = { status: { conditions: [{ type: "Ready", status: "True" }] } };
        const until = Date.now() + 120_000;
        while (
            (await failureOrNothing(
                kubectl(
                    "patch",
                    "certificate",
                    `${deployment}-tls`,
                    "-n",
                    namespace,
                    "--subresource=status",
                    "--type=merge",
                    "-p",
                    JSON.stringify(status),
                ),
            )) !== ""
        ) {
            assert.ok(Date.now() < until, "the certificate was never asked for");
        }
    }
});
