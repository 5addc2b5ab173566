import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { connect } from "node:tls";
import { promisify } from "node:util";
import { fixture } from "../fixtures";
import { kubectl, kubectlWith } from "../engine/kubectl";
import { TestStack } from "../engine/stack";
import { at } from "../unit/at";
import { core, pods, type Pod } from "./cluster";
import { configuration } from "./gateway";
import { inside } from "./inside";
import { until } from "./until";

const name = "files";
const namespace = `rig-${name}`;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

interface Pair {
    readonly certificate: string;
    readonly key: string;
}

/** A new certificate with its key. */
async function newPair(): Promise<Pair> {
    const folder = mkdtempSync(join(tmpdir(), "pair-"));
    const files = { certificate: join(folder, "tls.crt"), key: join(folder, "tls.key") };
    const options = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=push.example.com"];
    await promisify(execFile)("openssl", ["req", "-x509", ...options, "-out", files.certificate, "-keyout", files.key]);
    const pair = { certificate: readFileSync(files.certificate, "utf8"), key: readFileSync(files.key, "utf8") };
    rmSync(folder, { recursive: true });
    return pair;
}

async function applySecret({ certificate, key }: Pair): Promise<void> {
    const metadata = { name: "edge", namespace };
    const stringData = { "tls.crt": certificate, "tls.key": key };
    await kubectlWith({ apiVersion: "v1", kind: "Secret", metadata, type: "kubernetes.io/tls", stringData }, "apply");
}

/** The certificate that an address shows to whoever connects. */
async function shownCertificate(address: string, port: number): Promise<string> {
    return new Promise((resolve, reject) => {
        const socket = connect({ host: address, port, rejectUnauthorized: false }, () => {
            resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? "");
            socket.end();
        });
        socket.setTimeout(5000, () => socket.destroy(new Error(`no answer from ${address}`)));
        socket.on("error", reject);
    });
}

const extractors = { greeting: { name: { event: { json_pointer: "/data/name" }, stable_field_index: 1 } } };

/** More than one environment string may have. */
const apis = [
    {
        id: "orders",
        name: "orders",
        version_data: { default: { endpoints: [{ id: "all", method: "GET", path_regex: "/orders" }] } },
        proxy: { target_url: "http://orders", port: 3000 },
        comment: "x".repeat(200 * 1024),
    },
];

describe("the files of a pod", () => {
    /** Those that arrive as they are. */
    const files: Record<string, string> = {
        KAFKA_SSL_CA_CERTFILE: fixture("tls.crt"),
        KAFKA_SSL_CERTFILE: fixture("tls.crt"),
        KAFKA_SSL_KEYFILE: fixture("tls.key"),
    };
    /** Those whose JSON the program writes. */
    const documents = ["EXTRACTORS", "PROXY_CONFIG_FILE"];
    let pod: Pod;
    let stack: TestStack;

    before(async () => {
        const pair = await newPair();
        Object.assign(files, { HTTPS_CERTFILE: pair.certificate, HTTPS_KEYFILE: pair.key });
        await kubectl("create", "namespace", namespace);
        await applySecret(pair);
        await kubectl(
            "create",
            "configmap",
            "kafka-ca",
            "-n",
            namespace,
            `--from-literal=ca.crt=${fixture("tls.crt")}`,
        );
        stack = await TestStack.create(name, {});
        const document = join(stack.folder, "apis.json");
        writeFileSync(document, JSON.stringify(apis));
        stack.configure(
            configuration({
                "rig:replicas": 1,
                "rig:createNamespace": false,
                "rig:tls": { existingSecret: "edge" },
                "rig:settings": {
                    EXTRACTORS: extractors,
                    // The program runs in the repository's folder.
                    PROXY_CONFIG_FILE: relative(process.cwd(), document),
                    KAFKA_BROKERS: ["kafka:9093"],
                    KAFKA_SSL_ENABLED: true,
                    KAFKA_SSL_CA_CERTFILE: { existingConfigMap: { name: "kafka-ca", key: "ca.crt" } },
                    KAFKA_SSL_CERTFILE: fixture("tls.crt"),
                },
            }),
        );
        await stack.setSecret("rig:secretSettings.KAFKA_SSL_KEYFILE", fixture("tls.key"));
        await stack.up();
        const [first, ...others] = await pods(namespace);
        assert.ok(first && others.length === 0);
        pod = first;
    });

    after(async () => {
        await stack.destroy();
        await kubectl("delete", "namespace", namespace);
    });

    const read = (script: string) => inside(namespace, pod.name, script);
    /** The checksum of each file, by its name. */
    const sums = async (): Promise<Record<string, string>> => {
        const found = await read("cd /etc/rig && sha256sum *");
        return Object.fromEntries(
            [...found.matchAll(/^(\S+) {2}(\S+)$/gm)].map(([, sum = "", file = ""]) => [file, sum]),
        );
    };

    it("are what the variables name, from the gateway's own objects and from existing ones", async () => {
        const environment = (await read("tr '\\0' '\\n' </proc/1/environ")).split("\n");
        for (const variable of [...Object.keys(files), ...documents]) {
            assert.ok(environment.includes(`${variable}=/etc/rig/${variable}`), variable);
        }
        const found = await sums();
        assert.deepEqual(Object.keys(found).sort(), [...Object.keys(files), ...documents].sort());
        for (const [variable, text] of Object.entries(files)) {
            assert.equal(found[variable], sha256(text), variable);
        }
    });

    it("are documents as they were given, however long", async () => {
        assert.deepEqual(JSON.parse(await read("cat /etc/rig/EXTRACTORS")), extractors);
        const found: unknown = JSON.parse(await read("cat /etc/rig/PROXY_CONFIG_FILE"));
        assert.equal(at(found, 0, "id"), "orders");
        assert.equal(at(found, 0, "comment"), apis[0]?.comment);
    });

    it("can be read by RIG's group and nobody else, and written by no one", async () => {
        const found = (await read("cd /etc/rig && stat -L -c '%a %g' *")).trim().split("\n");
        assert.deepEqual(
            found,
            [...Object.keys(files), ...documents].map(() => "440 1000"),
        );
        await assert.rejects(read("touch /etc/rig/x"), /Read-only file system/);
    });

    it("are read by the node: it serves HTTPS beside HTTP on both ports, which the kubelet's probes ask", async () => {
        assert.equal(
            await shownCertificate(pod.address, 4001),
            new X509Certificate(files.HTTPS_CERTFILE ?? "").fingerprint256,
        );
        assert.equal((await fetch(`http://${pod.address}:4000/_rig/health`)).status, 200);
        const health = { namespace, name: `https:${pod.name}:4011`, path: "health" };
        assert.equal(await core.connectGetNamespacedPodProxyWithPath(health), "OK");
        assert.ok(pod.ready);
    });

    it("are new ones when a Secret is renewed, and so is what is served, without a restart", async () => {
        const renewed = await newPair();
        await applySecret(renewed);
        await until(
            "the renewed files arrive",
            async () => {
                const { HTTPS_CERTFILE, HTTPS_KEYFILE } = await sums();
                return HTTPS_CERTFILE === sha256(renewed.certificate) && HTTPS_KEYFILE === sha256(renewed.key);
            },
            240,
        );
        const { fingerprint256 } = new X509Certificate(renewed.certificate);
        await until(
            "the renewed certificate is served",
            async () => (await shownCertificate(pod.address, 4001)) === fingerprint256,
            240,
        );
        const [same] = await pods(namespace);
        assert.deepEqual([same?.uid, same?.restarts, same?.ready], [pod.uid, 0, true]);
    }).timeout(600_000);
});
