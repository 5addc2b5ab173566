import { gunzipSync } from "node:zlib";
import { isMap, parseAllDocuments, type Document } from "yaml";
import { inRelease } from "../components/helm/rendering";
import { yaml11 } from "../components/helm/yaml11";
import { isRecord } from "../components/validation/record";
import type { ClusterReader, FoundObject } from "./reader";

/** An object of a release. */
export interface ReleaseObject {
    readonly kind: string;
    readonly name: string;
    /** The release's own when the manifest doesn't say. */
    readonly namespace: string;
    /** The chart whose templates it comes from: `umbrella/charts/rig` for a sub-chart. Left out when Helm doesn't say. */
    readonly chart?: string;
}

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
    /** The values of the last revision, without the chart's defaults. Left out when it has none. */
    readonly latestValues?: unknown;
    /** What the last revision has; when it isn't the deployed one, what any revision has. */
    readonly parts: readonly ReleaseObject[];
    /** What earlier revisions have, to which Helm could roll back. */
    readonly earlierParts: readonly ReleaseObject[];
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
    const { config: values } = recordOf(last);
    const documents = new Map<FoundObject, Document[]>(
        revisions.map((each) => [each, manifestDocuments(each)] as const),
    );
    const current = deployed === last ? [last] : revisions;
    const partsOf = (records: readonly FoundObject[]) =>
        records.flatMap((each) => documents.get(each) ?? []).flatMap((each) => part(each, namespace));
    const objectsOf = (record: FoundObject) =>
        (documents.get(record) ?? []).map((each) => inRelease(each.toJS(), namespace)).filter(isRecord);
    return {
        revision: revision(last),
        status: last.labels.status ?? "unknown",
        objects: deployed === undefined ? [] : objectsOf(deployed),
        latestObjects: objectsOf(last),
        ...(values !== undefined && { latestValues: values }),
        parts: partsOf(current),
        earlierParts: partsOf(revisions.filter((each) => !current.includes(each))),
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

function manifestDocuments(secret: FoundObject): Document[] {
    const { manifest = "" } = recordOf(secret);
    return parseAllDocuments(String(manifest), yaml11).filter(({ contents }) => isMap(contents));
}

/** Helm writes the template's path above each object. */
function part(document: Document, releaseNamespace: string): ReleaseObject[] {
    const object: unknown = document.toJS();
    if (!isRecord(object) || !isRecord(object.metadata)) {
        return [];
    }
    const { name, namespace = releaseNamespace } = object.metadata;
    const comment = [document.commentBefore, document.contents?.commentBefore].join("\n");
    const chart = /^ *Source: (\S+)\/templates\//m.exec(comment)?.[1];
    return [
        {
            kind: String(object.kind),
            name: String(name),
            namespace: String(namespace),
            ...(chart !== undefined && { chart }),
        },
    ];
}
