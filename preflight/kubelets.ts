import type { Findings } from "../deployed/desiredState";
import type { ClusterReader, ListedObject } from "../kubernetes/reader";

/** The first minor version whose kubelet waits by itself before it ends a pod (`preStop.sleep`). */
const oldestMinor = 30;

/** Many nodes make a long answer, and old kubelets are rarely alone. */
const nodesAtMost = 100;

/** Warns of kubelets that are older than the API server may be, as Kubernetes allows; where nodes may be read. */
export async function kubeletFindings(reader: ClusterReader): Promise<Findings> {
    const nodes = await reader.findAll({ apiVersion: "v1", kind: "Node" }, undefined, nodesAtMost);
    const old = nodes === "forbidden" ? [] : nodes.filter((node) => minorVersion(node) < oldestMinor);
    if (old.length === 0) {
        return { problems: [], warnings: [] };
    }
    const names = old.slice(0, 3).map(({ name }) => name);
    const message =
        `the kubelet of ${names.join(", ")}${old.length > names.length ? ` and ${old.length - names.length} more` : ""} is older than 1.${oldestMinor} and doesn't wait before it ends a pod, ` +
        "so that requests are lost whenever one ends there. Upgrade it, or keep the pods away with affinity.";
    return { problems: [], warnings: [{ path: ["Nodes"], message }] };
}

/** The kubelet's; of what is no kubelet, the newest. */
function minorVersion({ status }: ListedObject): number {
    const { nodeInfo } = status ?? {};
    const version =
        typeof nodeInfo === "object" && nodeInfo !== null && "kubeletVersion" in nodeInfo
            ? nodeInfo.kubeletVersion
            : "";
    const [, minor] = /^v1\.(\d+)\./.exec(String(version)) ?? [];
    return minor === undefined ? Infinity : Number(minor);
}
