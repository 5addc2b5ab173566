import type { ClusterReader, ListedObject } from "../kubernetes/reader";
import { oldestMinorVersion } from "./versions";
import type { Findings } from "./findings";

/** A cluster may have thousands of nodes, and an old kubelet is rarely the only one. */
const nodeLimit = 100;

/**
 * Warns of kubelets older than the oldest supported API server, which Kubernetes allows. Without the right to list nodes,
 * it warns of none.
 */
export async function kubeletFindings(reader: ClusterReader): Promise<Findings> {
    const nodes = await reader.findAll({ apiVersion: "v1", kind: "Node" }, undefined, nodeLimit);
    const old = nodes === "forbidden" ? [] : nodes.filter((node) => kubeletMinorVersion(node) < oldestMinorVersion);
    if (old.length === 0) {
        return { problems: [], warnings: [] };
    }
    const names = old.slice(0, 3).map(({ name }) => name);
    const message =
        `the kubelet of ${names.join(", ")}${old.length > names.length ? ` and ${old.length - names.length} more` : ""} is older than 1.${oldestMinorVersion} and doesn't wait before it ends a pod, ` +
        "so requests are lost whenever a pod ends there. Upgrade it, or keep the pods away with affinity.";
    return { problems: [], warnings: [{ path: ["Nodes"], message }] };
}

/** The minor version of a node's kubelet; Infinity for a node without a version, such as a simulated one. */
function kubeletMinorVersion({ status }: ListedObject): number {
    const { nodeInfo } = status ?? {};
    const version =
        typeof nodeInfo === "object" && nodeInfo !== null && "kubeletVersion" in nodeInfo
            ? nodeInfo.kubeletVersion
            : "";
    const [, minor] = /^v1\.(\d+)\./.exec(String(version)) ?? [];
    return minor === undefined ? Infinity : Number(minor);
}
