import { replicaRange } from "../components/model/size";
import { objectProblem, type DesiredState, type Findings } from "../deployed/desiredState";
import type { ClusterReader, FoundObject } from "../kubernetes/reader";

/** The first minor version that has ServiceCIDR in networking.k8s.io/v1. */
const serviceCidrMinor = 33;

/** The Service of the API server, which has an address of the cluster's first family. */
const apiService = { apiVersion: "v1", kind: "Service", namespace: "default", name: "kubernetes" };

/**
 * Looks at the cluster's address families, as far as they may be read: a node of RIG's is called by its pod's first
 * address, and RIG asks DNS for IPv4 addresses only. Without IPv4, the headless Service can't be made.
 */
export async function addressFamilyFindings(
    reader: ClusterReader,
    { gateway }: Pick<DesiredState, "gateway">,
): Promise<Findings> {
    const service = await reader.find(apiService);
    if (typeof service === "string" || !isIPv6(service.spec?.clusterIP)) {
        return { problems: [], warnings: [] };
    }
    const ranges = await serviceRanges(reader);
    if (ranges.length > 0 && ranges.every(isIPv6)) {
        const message =
            "the cluster gives its Services IPv6 addresses only, and RIG's nodes find each other by IPv4 addresses only. Choose a cluster with IPv4.";
        return { problems: [objectProblem(apiService, message)], warnings: [] };
    }
    const message =
        "the cluster's first address family is IPv6. Where a pod's first address is one, too, all pods are ready, and none finds another: RIG's nodes are called by that address, and looked for by IPv4 addresses. " +
        "Choose a cluster with IPv4 first; clusterCheck: true makes an update fail when the nodes find no other.";
    const isAlone = replicaRange(gateway).most < 2;
    return { problems: [], warnings: isAlone ? [] : [objectProblem(apiService, message)] };
}

async function serviceRanges(reader: ClusterReader): Promise<unknown[]> {
    if (reader.minorVersion < serviceCidrMinor) {
        return [];
    }
    const found = await reader.find({ apiVersion: "networking.k8s.io/v1", kind: "ServiceCIDR", name: "kubernetes" });
    return typeof found === "string" ? [] : cidrs(found);
}

function cidrs({ spec }: FoundObject): unknown[] {
    return Array.isArray(spec?.cidrs) ? spec.cidrs : [];
}

function isIPv6(address: unknown): boolean {
    return typeof address === "string" && address.includes(":");
}
