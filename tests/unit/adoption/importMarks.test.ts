import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { markImported, importMarks } from "../../../adoption/importMarks";
import { loadKubeconfig } from "../../../kubernetes/kubeconfig";
import { at } from "../at";

const service = { apiVersion: "v1", kind: "Service", namespace: "n", name: "s" };
const marked = importMarks({}, "rig-dev-1");
const resources = {
    kind: "APIResourceList",
    groupVersion: "v1",
    resources: [{ name: "services", kind: "Service", namespaced: true }],
};

async function body(request: IncomingMessage): Promise<string> {
    let text = "";
    for await (const chunk of request) {
        text += String(chunk);
    }
    return text;
}

describe("marking an imported Service", () => {
    let server: Server | undefined;
    let patches: unknown[];

    beforeEach(() => {
        patches = [];
    });

    afterEach(() => {
        server?.closeAllConnections();
        server?.close();
    });

    /** An API server that has the Service with these labels, and answers a patch with this status. */
    async function connect(labels: Record<string, string>, status: number, manager = "helm") {
        const managedFields = [{ manager, operation: "Update", fieldsV1: { "f:spec": { "f:type": {} } } }];
        const found = {
            ...service,
            metadata: { name: "s", namespace: "n", resourceVersion: "7", labels, managedFields },
        };
        const listening = createServer((request, response) => {
            void body(request).then((text) => {
                const isPatch = request.method === "PATCH";
                if (isPatch) {
                    const change: unknown = JSON.parse(text);
                    patches.push({ url: request.url, type: request.headers["content-type"], change });
                }
                response
                    .writeHead(isPatch ? status : 200, { "content-type": "application/json" })
                    .end(JSON.stringify(request.url === "/api/v1" ? resources : found));
            });
        });
        server = listening;
        await new Promise<void>((resolve) => {
            listening.listen(0, "127.0.0.1", resolve);
        });
        const url = `http://127.0.0.1:${String(at(listening.address(), "port"))}`;
        const config = {
            clusters: [{ name: "c", cluster: { server: url, "insecure-skip-tls-verify": true } }],
            users: [{ name: "c", user: {} }],
            contexts: [{ name: "c", context: { cluster: "c", user: "c" } }],
        };
        return loadKubeconfig({ context: "c", kubeconfig: JSON.stringify(config) });
    }

    it("labels it and hands its fields over in one request, tied to what was read", async () => {
        await markImported(await connect({}, 200), [service], marked);
        assert.equal(patches.length, 1);
        const [patch] = patches;
        assert.equal(at(patch, "url"), "/api/v1/namespaces/n/services/s?fieldManager=pulumi-kubernetes");
        assert.equal(at(patch, "type"), "application/merge-patch+json");
        const change = at(patch, "change", "metadata");
        assert.deepEqual(at(change, "labels"), { "rig-adopted-by": "rig-dev-1" });
        assert.equal(at(change, "resourceVersion"), "7");
        assert.equal(at(change, "managedFields", 0, "manager"), "pulumi-kubernetes");
        assert.deepEqual(at(change, "managedFields", 0, "fieldsV1"), { "f:spec": { "f:type": {} } });
    });

    it("does nothing to one that is marked", async () => {
        await markImported(await connect(marked.labels, 200, "pulumi-kubernetes"), [service], marked);
        assert.deepEqual(patches, []);
    });

    it("hands one over again that Helm has changed since", async () => {
        await markImported(await connect(marked.labels, 200), [service], marked);
        assert.equal(at(patches[0], "change", "metadata", "managedFields", 0, "manager"), "pulumi-kubernetes");
    });

    it("tells Helm to leave one of its own where it is, also when the label is there already", async () => {
        const released = importMarks({ release: { name: "mine", namespace: "n", lookup: "forbidden" } }, "rig-dev-1");
        await markImported(await connect(marked.labels, 200, "pulumi-kubernetes"), [service], released);
        assert.deepEqual(at(patches[0], "change", "metadata", "annotations"), { "helm.sh/resource-policy": "keep" });
    });

    it("says what to do when the Service has changed meanwhile, or may not be changed", async () => {
        for (const status of [409, 403]) {
            const kubeconfig = await connect({}, status);
            await assert.rejects(
                markImported(kubeconfig, [service], marked),
                new RegExp(
                    `Service n/s is imported, but .*: the API server answers ${status}\\. Run pulumi up once more`,
                ),
            );
            server?.closeAllConnections();
            server?.close();
        }
    });
});
