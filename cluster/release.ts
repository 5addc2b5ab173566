import { gunzipSync } from "node:zlib";
import { parseAllDocuments } from "yaml";
import { inRelease } from "../components/helm/rendering";
import { yaml11 } from "../components/helm/yaml11";
import { isRecord } from "../components/plan/records";
import type { ClusterReader, FoundObject } from "./reader";

/** A Helm release, from Helm's own records in the cluster. */
export interface ReleaseRecord {
    /** Number of the last revision. */
    readonly revision: number;
    /** Its status, in Helm's words: `deployed`, `failed`, `pending-upgrade`, … */
    readonly status: string;
    /** The objects of the revision that is deployed; none when no revision ever was. */
    readonly objects: readonly unknown[];
    /** The objects of the last revision, deployed or not. */
    readonly latestObjects: readonly unknown[];
    /** The values that the last revision was made of, beyond the chart's own. Left out when it had none. */
    readonly latestValues?: unknown;
}

/** The release; or that there is none; or that the user may not know. */
export type ReleaseLookup = ReleaseRecord | "absent" | "forbidden";

/** Looks for the release of this name. Helm keeps a Secret for each of its revisions. */
export async function findRelease(reader: ClusterReader, namespace: string, name: string): Promise<ReleaseLookup> {
    const found = await reader.findAll({ apiVersion: "v1", kind: "Secret", namespace }, `owner=helm,name=${name}`);
    if (found === "forbidden") {
        return found;
    }
    const revisions = [...found].sort((a, b) => revision(b) - revision(a));
    const [last] = revisions;
    if (last === undefined) {
        return "absent";
    }
    const deployed = revisions.find(({ labels }) => labels.status === "deployed");
    const objectsOf = (record: FoundObject) => manifestObjects(record).map((object) => inRelease(object, namespace));
    const { config: values } = recordOf(last);
    return {
        revision: revision(last),
        status: last.labels.status ?? "unknown",
        objects: deployed === undefined ? [] : objectsOf(deployed),
        latestObjects: objectsOf(last),
        ...(values !== undefined && { latestValues: values }),
    };
}

function revision({ labels }: FoundObject): number {
    return Number(labels.version);
}

/** Helm's own encoding: JSON, compressed, in base64, which the Secret's data is in once more. */
function recordOf({ data: { release } }: FoundObject): Record<string, unknown> {
    if (release === undefined) {
        return {};
    }
    const encoded = Buffer.from(release, "base64").toString();
    const record: unknown = JSON.parse(gunzipSync(Buffer.from(encoded, "base64")).toString());
    return isRecord(record) ? record : {};
}

function manifestObjects(secret: FoundObject): unknown[] {
    const { manifest = "" } = recordOf(secret);
    return parseAllDocuments(String(manifest), yaml11).flatMap((document) => {
        const object: unknown = document.toJS();
        return isRecord(object) ? [object] : [];
    });
}
