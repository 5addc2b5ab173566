import { replicaRange } from "../components/model/replicas";
import { objectProblem, type DesiredState } from "../deployed/desiredState";
import type { ClusterReader, FoundObject } from "../kubernetes/reader";
import type { Findings } from "./findings";

/** The first minor version that has ServiceCIDR in networking.k8s.io/v1. */
const serviceCidrMinor = 33;

/** The Service of the API server. Its address is of the cluster's first family. */
const apiService = { apiVersion: "v1", kind: "Service", namespace: "default", name: "kubernetes" };

/**
 * Checks the cluster's address families, as far as the user may read them. The name of RIG's node has the first address of
 * its pod, and RIG asks DNS for IPv4 addresses only. Without IPv4, the API server refuses the headless Service.
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
        "the cluster's first address family is IPv6. If a pod's first address is IPv6, too, all pods are ready, and no node finds another: RIG names its nodes by that address, and looks for IPv4 addresses. " +
        "Choose a cluster with IPv4 first. With clusterCheck: true, an update fails when the nodes don't find each other.";
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
