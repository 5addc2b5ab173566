import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Server } from "node:net";
import { join } from "node:path";
import { fixture } from "../fixtures";

/** Something that serves charts on this machine. */
export interface ChartServer {
    /** Host and port. */
    readonly address: string;
    readonly close: () => void;
}

/** A Helm repository: the folder with its index and archives. */
export async function chartRepository(folder: string): Promise<ChartServer> {
    return serving(
        createHttpServer((request, response) => {
            response.end(readFileSync(join(folder, String(request.url))));
        }),
    );
}

/** A registry by the OCI distribution specification, as far as pulling one chart goes; by HTTPS, with `loopback.crt`. */
export async function chartRegistry(path: string, version: string, archive: Buffer): Promise<ChartServer> {
    const config = Buffer.from(JSON.stringify({ name: path.split("/").at(-1), version, apiVersion: "v2" }));
    const manifest = Buffer.from(
        JSON.stringify({
            schemaVersion: 2,
            mediaType: "application/vnd.oci.image.manifest.v1+json",
            config: descriptor("application/vnd.cncf.helm.config.v1+json", config),
            layers: [descriptor("application/vnd.cncf.helm.chart.content.v1.tar+gzip", archive)],
        }),
    );
    const served = new Map<string, readonly [string, Buffer]>([
        ["/v2/", ["application/json", Buffer.from("{}")]],
        [`/v2/${path}/tags/list`, ["application/json", Buffer.from(JSON.stringify({ name: path, tags: [version] }))]],
        ...[version, digest(manifest)].map((reference): [string, readonly [string, Buffer]] => [
            `/v2/${path}/manifests/${reference}`,
            ["application/vnd.oci.image.manifest.v1+json", manifest],
        ]),
        ...[config, archive].map((blob): [string, readonly [string, Buffer]] => [
            `/v2/${path}/blobs/${digest(blob)}`,
            ["application/octet-stream", blob],
        ]),
    ]);
    const answer: RequestListener = (request, response) => {
        const [type, content] = served.get(String(request.url)) ?? [];
        if (type === undefined || content === undefined) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, {
            "content-type": type,
            "content-length": content.length,
            "docker-content-digest": digest(content),
        });
        response.end(request.method === "HEAD" ? undefined : content);
    };
    return serving(createHttpsServer({ cert: fixture("loopback.crt"), key: fixture("tls.key") }, answer));
}

const digest = (content: Buffer) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

const descriptor = (mediaType: string, content: Buffer) => ({
    mediaType,
    digest: digest(content),
    size: content.length,
});

async function serving(server: Server): Promise<ChartServer> {
    const port = await new Promise<number>((resolve) => {
        server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(typeof address === "object" && address !== null ? address.port : 0);
        });
    });
    return {
        address: `127.0.0.1:${port}`,
        close: () => {
            server.close();
        },
    };
}
