import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadKubeconfig } from "../../../cluster/kubeconfig";
import { isKubeconfigText } from "../../../config";

const kubeconfig = (...contexts: string[]) =>
    JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": contexts[0],
        clusters: contexts.map((name) => ({ name, cluster: { server: `https://${name}.example.com` } })),
        users: contexts.map((name) => ({ name, user: { token: "s3cr3t" } })),
        contexts: contexts.map((name) => ({ name, context: { cluster: name, user: name } })),
    });

describe("the kubeconfig", () => {
    const folder = mkdtempSync(join(tmpdir(), "rig-"));
    const before = process.env.KUBECONFIG;
    const file = (name: string, text: string) => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
    };

    afterEach(() => {
        if (before === undefined) {
            delete process.env.KUBECONFIG;
        } else {
            process.env.KUBECONFIG = before;
        }
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    const server = async (context: string, given?: string) =>
        (await loadKubeconfig({ context, kubeconfig: given })).getCurrentCluster()?.server;

    it("may be a text, a path, or what KUBECONFIG names, several files, too", async () => {
        assert.ok(isKubeconfigText(kubeconfig("a")));
        assert.ok(!isKubeconfigText("~/.kube/config"));
        assert.equal(await server("b", kubeconfig("a", "b")), "https://b.example.com");
        assert.equal(await server("c", file("one", kubeconfig("c"))), "https://c.example.com");
        process.env.KUBECONFIG = `${file("two", kubeconfig("d"))}:${file("three", kubeconfig("e"))}`;
        assert.equal(await server("e"), "https://e.example.com");
    });

    it("has to have the context; else it says which there are", async () => {
        await assert.rejects(server("prod-ue", file("four", kubeconfig("dev", "prod-eu"))), (error: Error) => {
            assert.match(error.message, /four has no context prod-ue\. Did you mean prod-eu\? It has: dev, prod-eu\./);
            return true;
        });
    });

    it("has to be there, and readable, and is never quoted", async () => {
        await assert.rejects(
            server("a", join(folder, "none")),
            /There is no kubeconfig at .*none\. Nothing was changed/,
        );
        process.env.KUBECONFIG = join(folder, "nowhere");
        await assert.rejects(server("a"), /There is no kubeconfig at .*nowhere/);
        await assert.rejects(server("a", "users: [s3cr3t\n"), (error: Error) => {
            assert.match(error.message, /The kubeconfig in rig:kubeconfig is no readable kubeconfig/);
            assert.ok(!error.message.includes("s3cr3t"));
            return true;
        });
    });
});
