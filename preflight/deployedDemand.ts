import { compareQuantities } from "../components/validation/kubernetes/quantity";
import { desiredNames, type DesiredState } from "../deployed/desiredState";
import { isOwn, ownDeployment } from "../deployed/ownership";
import { quantitiesOf } from "./limitRanges";
import { withImpliedRequests, type PodDemand, type Quantities } from "./podDemand";
import { objectList, podContainers, podSpec, type Fields } from "../kubernetes/podSpec";
import type { ClusterReader } from "../kubernetes/reader";

/** Whether the deployed gateway has the same resources already, with as many pods or more. */
export async function isDeployedDemand(
    reader: ClusterReader,
    desired: DesiredState,
    [gateway, check]: readonly PodDemand[],
): Promise<boolean> {
    const { clusterCheck: name } = desiredNames(desired);
    const ownJob = async () => {
        const found = await reader.find({
            apiVersion: "batch/v1",
            kind: "Job",
            name,
            namespace: desired.namespace,
        });
        return typeof found === "object" && isOwn(found, desired) ? found : undefined;
    };
    const [pods, job] = await Promise.all([ownDeployment(reader, desired), check && ownJob()]);
    return (
        gateway !== undefined &&
        pods !== undefined &&
        Number(pods.spec?.replicas) >= gateway.count &&
        hasSameDemand(podContainers(podSpec(pods)).rig, gateway) &&
        (check === undefined ||
            (job !== undefined && hasSameDemand(objectList(podSpec(job).containers)[0] ?? {}, check)))
    );
}

function hasSameDemand({ resources }: Fields, demand: PodDemand): boolean {
    const { requests, limits } = { requests: undefined, limits: undefined, ...(resources ?? {}) };
    const deployed = withImpliedRequests({ requests: quantitiesOf(requests), limits: quantitiesOf(limits) });
    return areEqual(deployed.requests, demand.requests) && areEqual(deployed.limits, demand.limits);
}

function areEqual(one: Quantities, other: Quantities): boolean {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names.every((name) => {
        const [first, second] = [one[name], other[name]];
        return first !== undefined && second !== undefined && compareQuantities(first, second) === 0;
    });
}
