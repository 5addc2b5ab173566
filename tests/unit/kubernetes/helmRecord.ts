import { gzipSync } from "node:zlib";
import type { ListedObject } from "../../../kubernetes/reader";

/** The Secret of one revision of the release `rig`, as Helm writes it. */
export function helmRecord(version: number, status: string, manifest: string): ListedObject {
    const release = gzipSync(JSON.stringify({ name: "rig", version, manifest })).toString("base64");
    return {
        name: `sh.helm.release.v1.rig.v${version}`,
        labels: { owner: "helm", name: "rig", version: String(version), status },
        data: { release: Buffer.from(release).toString("base64") },
    };
}
