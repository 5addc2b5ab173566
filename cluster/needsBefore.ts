import { compareQuantities } from "../components/plan/quantity";
import { expectedNames, type Expectation } from "./expectation";
import { isOwn, ownDeployment } from "./ownership";
import { quantitiesOf } from "./limitRanges";
import { asStarted, type PodNeed, type Quantities } from "./podNeeds";
import { objectList, podContainers, podSpec, type Fields } from "./podSpec";
import type { ClusterReader } from "./reader";

/** Whether the gateway, as it is deployed, asks for the same already, with as many pods or more. */
export async function areNeedsMetBefore(
    reader: ClusterReader,
    expectation: Expectation,
    [gateway, check]: readonly PodNeed[],
): Promise<boolean> {
    const { clusterCheck: name } = expectedNames(expectation);
    const ownJob = async () => {
        const found = await reader.find({
            apiVersion: "batch/v1",
            kind: "Job",
            name,
            namespace: expectation.namespace,
        });
        return typeof found === "object" && isOwn(found, expectation) ? found : undefined;
    };
    const [pods, job] = await Promise.all([ownDeployment(reader, expectation), check && ownJob()]);
    return (
        gateway !== undefined &&
        pods !== undefined &&
        Number(pods.spec?.replicas) >= gateway.count &&
        asksForTheSame(podContainers(podSpec(pods)).rig, gateway) &&
        (check === undefined ||
            (job !== undefined && asksForTheSame(objectList(podSpec(job).containers)[0] ?? {}, check)))
    );
}

function asksForTheSame({ resources }: Fields, need: PodNeed): boolean {
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
