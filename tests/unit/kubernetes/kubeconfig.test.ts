import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadKubeconfig } from "../../../kubernetes/kubeconfig";
import { isKubeconfigText } from "../../../kubernetes/kubeconfigText";

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

    it("may be several files, of which some don't exist, or are empty; the first entry of a name counts", async () => {
        const entry = (server: string, user: string) =>
            JSON.stringify({
                clusters: [{ name: "kubernetes", cluster: { server, "certificate-authority": "ca.crt" } }],
                users: [{ name: "kubernetes-admin", user: { token: user } }],
                contexts: [
                    { name: "admin", context: { cluster: "kubernetes", user: "kubernetes-admin" } },
                    { name: user, context: { cluster: "kubernetes", user: "kubernetes-admin" } },
                ],
            });
        process.env.KUBECONFIG = [
            join(folder, "missing"),
            "",
            file("empty", "# later\n\n"),
            file("first", entry("https://first", "one")),
            file("second", entry("https://second", "two")),
        ].join(":");
        const loaded = await loadKubeconfig({ context: "two", kubeconfig: undefined });
        assert.equal(loaded.getCurrentCluster()?.server, "https://first");
        assert.equal(loaded.getCurrentCluster()?.caFile, join(folder, "ca.crt"));
        assert.equal(loaded.getCurrentUser()?.token, "one");
        assert.deepEqual(
            loaded.getContexts().map(({ name }) => name),
            ["admin", "one", "two"],
        );
    });

    it("may have broken entries, if they aren't meant", async () => {
        const text = JSON.stringify({
            clusters: [
                { name: "broken", cluster: {} },
                { name: "good", cluster: { server: "https://good" } },
            ],
            users: [{ name: "good" }, { user: { token: "s3cr3t" } }],
            contexts: [
                { name: "good", context: { cluster: "good", user: "good" } },
                { name: "clusterless", context: { cluster: "broken", user: "good" } },
                { name: "userless", context: { cluster: "good", user: "nobody" } },
                { name: "anonymous", context: { cluster: "good" } },
            ],
        });
        assert.equal(await server("good", text), "https://good");
        const path = file("broken", text);
        await assert.rejects(server("clusterless", path), (error: Error) => {
            assert.equal(
                error.message,
                `The kubeconfig ${path} has a context clusterless of the cluster "broken", which no kubeconfig has with a server. Nothing was changed.`,
            );
            return true;
        });
        await assert.rejects(server("userless", path), /broken has a context userless of the user "nobody", which no/);
        await assert.rejects(server("anonymous", path), /broken has a context anonymous of the user nothing, which no/);
    });

    it("says which of several files is wrong, and why, and never quotes it", async () => {
        const good = file("good", kubeconfig("a"));
        for (const [bad, why] of [
            [file("bad", "clusters: []\nusers: [s3cr3t\n"), "is no readable kubeconfig: its YAML is broken in line 3"],
            [folder, "can't be read: EISDIR: illegal operation on a directory"],
        ] as const) {
            process.env.KUBECONFIG = `${good}:${bad}`;
            await assert.rejects(server("a"), (error: Error) => {
                assert.equal(error.message, `The kubeconfig ${bad} ${why}. Nothing was changed.`);
                return true;
            });
        }
    });

    it("may have a proxy that Kubernetes' clients know", async () => {
        const withProxy = (url: string) => {
            const text = kubeconfig("a").replace('"server"', `"proxy-url":${JSON.stringify(url)},"server"`);
            return server("a", file("proxy", text));
        };
        for (const url of ["", "http://proxy:3128", "https://me:s3cr3t@proxy", "socks5://127.0.0.1:1080"]) {
            assert.equal(await withProxy(url), "https://a.example.com", url);
        }
        for (const url of ["proxy:3128", "//me:s3cr3t@proxy", "ftp://me:s3cr3t@proxy"]) {
            await assert.rejects(withProxy(url), (error: Error) => {
                assert.match(
                    error.message,
                    /proxy has a proxy-url for the cluster a \(not shown\) that can't be used\./,
                );
                assert.ok(!error.message.includes("s3cr3t"));
                return true;
            });
        }
    });

    it("may have a SOCKS proxy, which is to look the server up, and a server without TLS", async () => {
        const text = (entry: object) =>
            kubeconfig("a").replace('{"server":"https://a.example.com"}', JSON.stringify(entry));
        const load = async (entry: object) =>
            (await loadKubeconfig({ context: "a", kubeconfig: text(entry) })).getCurrentCluster();
        const behind = await load({ server: "https://inside", "proxy-url": "socks5://127.0.0.1:1080" });
        assert.equal(behind?.proxyUrl, "socks5h://127.0.0.1:1080");
        assert.equal(behind.skipTLSVerify, false);
        assert.equal((await load({ server: "http://127.0.0.1:8001" }))?.skipTLSVerify, true);
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
