import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { loadKubeconfig } from "../../../kubernetes/kubeconfig";
import { connectReader, rememberingReader, type ClusterReader } from "../../../kubernetes/reader";

type Answer = [status: number, body: unknown];

const version: Answer = [200, { major: "1", minor: "36+", gitVersion: "v1.36.3" }];
const resources: Answer = [
    200,
    { kind: "APIResourceList", groupVersion: "v1", resources: [{ name: "secrets", kind: "Secret", namespaced: true }] },
];
const secretPath = "/api/v1/namespaces/n/secrets/s";

describe("reading from a cluster", () => {
    let server: Server | undefined;

    afterEach(() => {
        server?.closeAllConnections();
        server?.close();
    });

    /** Connects to an API server that gives these answers. */
    async function connect(answers: Record<string, Answer>): Promise<ClusterReader> {
        const listening = createServer((request, response) => {
            const [status, body] = answers[String(request.url)] ?? [404, { kind: "Status", code: 404 }];
            response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
        });
        return connectTo(await listen(listening));
    }

    async function listen(listening: Server): Promise<string> {
        server = listening;
        const port = await new Promise<number>((resolve) => {
            listening.listen(0, "127.0.0.1", () => {
                const address = listening.address();
                resolve(typeof address === "object" && address !== null ? address.port : 0);
            });
        });
        return `http://127.0.0.1:${port}`;
    }

    async function connectTo(url: string, others: Record<string, string> = {}): Promise<ClusterReader> {
        const config = {
            clusters: [{ name: "c", cluster: { server: url, ...others } }],
            users: [{ name: "c", user: {} }],
            contexts: [{ name: "c", context: { cluster: "c", user: "c" } }],
        };
        return connectReader(await loadKubeconfig({ context: "c", kubeconfig: JSON.stringify(config) }));
    }

    const reference = { apiVersion: "v1", kind: "Secret", namespace: "n", name: "s" };

    it("tells the server's version, a provider's suffix or not", async () => {
        assert.equal((await connect({ "/version/": version, "/version": version })).minorVersion, 36);
    });

    it("goes through the proxy that the kubeconfig names", async () => {
        const asked: string[] = [];
        const proxy = createServer((_, response) => {
            response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(version[1]));
        });
        proxy.on("connect", ({ url }, socket) => {
            asked.push(String(url));
            socket.write("HTTP/1.1 200 OK\r\n\r\n");
            proxy.emit("connection", socket);
        });
        const url = await listen(proxy);
        const { minorVersion } = await connectTo("http://cluster.invalid:6443", { "proxy-url": url });
        assert.equal(minorVersion, 36);
        assert.deepEqual(asked, ["cluster.invalid:6443"]);
    });

    it("finds an object", async () => {
        const object = {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "s", annotations: { b: "c" } },
            data: { a: "Yg==" },
        };
        const reader = await connect({
            "/version/": version,
            "/version": version,
            "/api/v1": resources,
            [secretPath]: [200, object],
        });
        assert.deepEqual(await reader.find(reference), {
            labels: {},
            annotations: { b: "c" },
            data: { a: "Yg==" },
        });
    });

    it("asks once for each object where it is to remember, and for one of another namespace or kind by itself", async () => {
        const asked: string[] = [];
        const reader = rememberingReader({
            minorVersion: 36,
            find({ kind, namespace, name }) {
                asked.push(`${kind} ${String(namespace)} ${name}`);
                return Promise.resolve({ labels: { kind }, data: {} });
            },
            findAll: () => Promise.resolve([]),
        });
        const secret = { apiVersion: "v1", kind: "Secret", namespace: "n", name: "a" };
        const references = [secret, { ...secret, namespace: "m" }, { ...secret, kind: "ConfigMap" }, { ...secret }];
        const found = await Promise.all(references.map((reference) => reader.find(reference)));
        assert.deepEqual(asked, ["Secret n a", "Secret m a", "ConfigMap n a"]);
        assert.equal(found[3], found[0]);
    });

    it("finds objects by their labels, or tells that it may not", async () => {
        const list = "/api/v1/namespaces/n/secrets?labelSelector=owner%3Dhelm";
        const kind = { apiVersion: "v1", kind: "Secret", namespace: "n" };
        const items = [{ metadata: { name: "s", labels: { owner: "helm" } }, data: { a: "Yg==" } }];
        for (const [answer, expected] of [
            [[200, { kind: "SecretList", items }], [{ name: "s", labels: { owner: "helm" }, data: { a: "Yg==" } }]],
            [[403, { kind: "Status", code: 403 }], "forbidden"],
        ] as const) {
            const answers: Record<string, Answer> = { "/version/": version, "/version": version, "/api/v1": resources };
            const reader = await connect({ ...answers, [list]: [...answer] });
            assert.deepEqual(await reader.findAll(kind, "owner=helm"), expected);
            server?.close();
        }
    });

    it("finds none of a kind that the API server doesn't know, by its group or within it", async () => {
        const reader = await connect({ "/version/": version, "/version": version, "/api/v1": resources });
        for (const kind of [
            { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" },
            { apiVersion: "v1", kind: "HTTPRoute" },
        ]) {
            assert.deepEqual(await reader.findAll(kind), []);
            assert.equal(await reader.find({ ...kind, namespace: "n", name: "s" }), "absent");
        }
    });

    it("tells what isn't there from what may not be read", async () => {
        for (const [status, expected] of [
            [404, "absent"],
            [403, "forbidden"],
        ] as const) {
            const answers: Record<string, Answer> = { "/version/": version, "/version": version, "/api/v1": resources };
            const reader = await connect({ ...answers, [secretPath]: [status, { kind: "Status", code: status }] });
            assert.equal(await reader.find(reference), expected);
            server?.close();
        }
    });

    it("fails with one sentence when the credentials are refused", async () => {
        const refused: Answer = [401, { kind: "Status", code: 401 }];
        await assert.rejects(
            connect({ "/version/": refused, "/version": refused }),
            /The cluster of context c \(http:.*\) refuses the credentials of the kubeconfig\. Nothing was changed\. Log in anew\./,
        );
    });

    it("fails with one sentence when nobody answers", async () => {
        await assert.rejects(
            connectTo("http://127.0.0.1:1"),
            /The cluster of context c \(http:\/\/127\.0\.0\.1:1\) can't be reached: .*ECONNREFUSED.*\. Nothing was changed\./,
        );
    });
});
