import { readFileSync, rmSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { at } from "../unit/at";

/** What a proxy makes of the API server behind it. */
export interface View {
    /** What is answered to who asks for the namespace `kube-system`: its uid, or that the user may not read it. */
    readonly kubeSystem?: { readonly uid: string } | "forbidden";
    /** A namespace that isn't there, with all that is in it. */
    readonly hidden?: string;
}

/** The environment of a run of Pulumi that reaches the cluster by way of another kubeconfig. */
export type Access = Record<"KUBECONFIG" | "RIG_CONTEXT", string>;

/** Kubeconfigs for the cluster of the environment, each in a file of its own, and proxies in front of it. */
export class Accesses {
    private readonly folder = mkdtempSync(join(tmpdir(), "rig-"));
    private readonly servers: Server[] = [];
    private readonly own = String(process.env.KUBECONFIG);
    private count = 0;

    /** The cluster's own kubeconfig with another name of the context, as text changed. */
    rewritten(context: string, change: (text: string) => string = (text) => text): Access {
        const text = readFileSync(this.own, "utf8").replaceAll(String(process.env.RIG_CONTEXT), context);
        return this.written(context, change(text));
    }

    /** A proxy that shows the cluster otherwise. */
    async proxied(context: string, view: View): Promise<Access> {
        const server = createServer((incoming, outgoing) => {
            this.answer(incoming, outgoing, view);
        });
        this.servers.push(server);
        const port = await new Promise<number>((done) => {
            server.listen(0, "127.0.0.1", () => {
                const address = server.address();
                done(typeof address === "object" && address !== null ? address.port : 0);
            });
        });
        const kubeconfig = {
            apiVersion: "v1",
            kind: "Config",
            clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${port}` } }],
            users: [{ name: "u", user: {} }],
            contexts: [{ name: context, context: { cluster: "c", user: "u" } }],
        };
        return this.written(context, stringify(kubeconfig));
    }

    /** Ends the proxies and removes the files. */
    close(): void {
        for (const server of this.servers) {
            server.closeAllConnections();
            server.close();
        }
        rmSync(this.folder, { recursive: true });
    }

    private written(context: string, text: string): Access {
        this.count += 1;
        const path = join(this.folder, `${this.count}.yaml`);
        writeFileSync(path, text);
        return { KUBECONFIG: path, RIG_CONTEXT: context };
    }

    private answer(incoming: IncomingMessage, outgoing: ServerResponse, { kubeSystem, hidden }: View): void {
        const path = String(incoming.url).split("?")[0] ?? "";
        if (path === "/api/v1/namespaces/kube-system" && kubeSystem !== undefined) {
            if (kubeSystem === "forbidden") {
                send(outgoing, 403, {
                    apiVersion: "v1",
                    kind: "Status",
                    status: "Failure",
                    reason: "Forbidden",
                    code: 403,
                });
            } else {
                const metadata = { name: "kube-system", ...kubeSystem };
                send(outgoing, 200, { apiVersion: "v1", kind: "Namespace", metadata });
            }
            return;
        }
        const asked = String(incoming.url);
        // The API server itself says how it is with a namespace that isn't there.
        const isHidden = hidden !== undefined && path.split("/").includes(hidden);
        this.pass(incoming, isHidden ? asked.replace(`/namespaces/${hidden}`, "/namespaces/nowhere") : asked, outgoing);
    }

    private pass(incoming: IncomingMessage, url: string, outgoing: ServerResponse): void {
        const config: unknown = parse(readFileSync(this.own, "utf8"));
        const file = (user: string) =>
            readFileSync(resolve(dirname(this.own), String(at(config, "users", 0, "user", user))));
        const { host: _, ...headers } = incoming.headers;
        const forwarded = request(
            new URL(url, String(at(config, "clusters", 0, "cluster", "server"))),
            {
                method: incoming.method,
                headers,
                cert: file("client-certificate"),
                key: file("client-key"),
                rejectUnauthorized: false,
            },
            (response) => {
                outgoing.writeHead(response.statusCode ?? 502, response.headers);
                response.pipe(outgoing);
            },
        );
        forwarded.on("error", () => outgoing.destroy());
        incoming.pipe(forwarded);
    }
}

function send(outgoing: ServerResponse, code: number, body: unknown): void {
    outgoing.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
}
