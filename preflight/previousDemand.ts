import { compareQuantities } from "../components/validation/kubernetes/quantity";
import { desiredNames, type DesiredState } from "../deployed/desiredState";
import { isOwn, ownDeployment } from "../deployed/ownership";
import { quantitiesOf } from "./limitRanges";
import { asStarted, type PodDemand, type Quantities } from "./podDemand";
import { objectList, podContainers, podSpec, type Fields } from "../kubernetes/podSpec";
import type { ClusterReader } from "../kubernetes/reader";

/** Whether the gateway, as it is deployed, asks for the same already, with as many pods or more. */
export async function demandedTheSameBefore(
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
        asksForTheSame(podContainers(podSpec(pods)).rig, gateway) &&
        (check === undefined ||
            (job !== undefined && asksForTheSame(objectList(podSpec(job).containers)[0] ?? {}, check)))
    );
}

function asksForTheSame({ resources }: Fields, need: PodDemand): boolean {
    const { requests, limits } = { requests: undefined, limits: undefined, ...(resources ?? {}) };
    const before = asStarted({ requests: quantitiesOf(requests), limits: quantitiesOf(limits) });
    return areSame(before.requests, need.requests) && areSame(before.limits, need.limits);
}

function areSame(one: Quantities, other: Quantities): boolean {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names.every((name) => {
        const [before, now] = [one[name], other[name]];
        return before !== undefined && now !== undefined && compareQuantities(before, now) === 0;
    });
}
