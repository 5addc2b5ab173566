import { compareQuantities, sumOfQuantities } from "../components/validation/kubernetes/quantity";
import type { Problem } from "../components/validation/problem";
import { deploymentReference, objectProblem, type DesiredState } from "../deployed/desiredState";
import { containerDefaults, limitRangeProblems, quantitiesOf } from "./limitRanges";
import { isDeployedDemand } from "./deployedDemand";
import { podDemands, type PodDemand, type Quantities } from "./podDemand";
import type { ClusterReader, ListedObject } from "../kubernetes/reader";
import type { Findings } from "./findings";

/**
 * Checks the pods against the namespace's ResourceQuotas and LimitRanges, as far as the user may list them. Pods that these
 * can never admit are a problem, unless the deployed pods are the same; a lack of room at present is a warning.
 */
export async function quotaFindings(reader: ClusterReader, desired: DesiredState): Promise<Findings> {
    const { namespace, gateway } = desired;
    const demands = podDemands(gateway);
    const list = (kind: string) => reader.findAll({ apiVersion: "v1", kind, namespace });
    const [ranges, quotas] = await Promise.all([list("LimitRange"), list("ResourceQuota")]);
    const applying = (quotas === "forbidden" ? [] : quotas).filter(coversAllPods);
    const reference = ({ name }: ListedObject) => ({ apiVersion: "v1", kind: "ResourceQuota", name, namespace });
    const messages = (quotaMessages: (quota: ListedObject) => string[]) =>
        applying.flatMap((quota) => quotaMessages(quota).map((message) => objectProblem(reference(quota), message)));

    const isFirstDeployment = applying.length > 0 && (await isAbsent(reader, desired));
    const problems = [
        ...(ranges === "forbidden" ? [] : limitRangeProblems(ranges, demands, namespace)),
        ...(ranges === "forbidden" ? [] : messages((quota) => unsetResourceMessages(quota, demands, ranges))),
        ...messages((quota) => exceededMessages(quota, demands)),
    ];
    const warnings = messages((quota) => lackOfRoomMessages(quota, demands, isFirstDeployment));
    return problems.length > 0 && (await isDeployedDemand(reader, desired, demands))
        ? { problems: [], warnings: [...problems.map(laterLimitWarning), ...warnings] }
        : { problems, warnings };
}

/** The warning about a quota or range that came after the deployment, and no longer admits such pods. */
function laterLimitWarning({ path, message }: Problem): Problem {
    return {
        path,
        message: `${message} The deployed pods ask for as much, so this update goes on. No new pod is admitted, and a change of the pods doesn't end.`,
    };
}

/** Whether the gateway isn't deployed yet. If it is, its own pods are among what the quota counts as used. */
async function isAbsent(reader: ClusterReader, desired: DesiredState): Promise<boolean> {
    return (await reader.find(deploymentReference(desired))) === "absent";
}

/** Whether a quota covers all of these pods; other quotas are left to the API server. None of the pods has a deadline. */
function coversAllPods({ spec = {} }: ListedObject): boolean {
    const scopes: unknown[] = Array.isArray(spec.scopes) ? spec.scopes : [];
    return spec.scopeSelector === undefined && scopes.every((scope) => scope === "NotTerminating");
}

/** With a quota for one of these, each container has to set it. */
const requirable = /^(?:(requests|limits)\.)?(cpu|memory)$/;

function unsetResourceMessages(
    { spec }: ListedObject,
    demands: readonly PodDemand[],
    ranges: readonly ListedObject[],
): string[] {
    return Object.keys(quantitiesOf(spec?.hard)).flatMap((name) => {
        const [whole, prefix, resource = ""] = requirable.exec(name) ?? [];
        const kind = prefix === "limits" ? "limits" : "requests";
        const isSetByRange = containerDefaults(ranges, kind).some((quantities) => quantities[resource] !== undefined);
        return demands
            .filter((demand) => whole !== undefined && !isSetByRange && amount(demand, name) === undefined)
            .map(
                ({ description, argument }) =>
                    `it limits ${name}, and ${description} doesn't set it. Set ${argument}.${kind}.${resource}.`,
            );
    });
}

/** Messages about what all pods together need beyond the quota, even if nobody else uses it. */
function exceededMessages(quota: ListedObject, demands: readonly PodDemand[]): string[] {
    return limitedResources(quota, demands).flatMap(({ name, hard, needed }) =>
        compareQuantities(needed, hard) > 0
            ? [`it allows ${hard} of ${name}, and ${podsText(demands)} together need ${needed}. ${remedy(demands)}`]
            : [],
    );
}

/** Messages about what fits into the quota, but not beside what is used now. */
function lackOfRoomMessages(quota: ListedObject, demands: readonly PodDemand[], isFirstDeployment: boolean): string[] {
    const used = quantitiesOf(quota.status?.used);
    return limitedResources(quota, demands).flatMap(({ name, hard, needed }) => {
        const inUse = used[name] ?? "0";
        const fits = (...quantities: string[]) => compareQuantities(sumOfQuantities(quantities), hard) <= 0;
        if (!fits(needed)) {
            return [];
        }
        const what = `it allows ${hard} of ${name}, of which ${inUse} are used`;
        if (isFirstDeployment && !fits(needed, inUse)) {
            return [
                `${what}, and ${podsText(demands)} together need ${needed}: pods will be missing until there is room. ${remedy(demands)}`,
            ];
        }
        const pods = demands.slice(0, 1);
        const another = total(
            pods.map((pod) => ({ ...pod, count: 1 })),
            name,
        );
        return fits(total(pods, name), another) && (isFirstDeployment || fits(inUse, another))
            ? []
            : [
                  `${what}, and there is no room for one pod more: a new pod starts before an old one ends, so a change of the pods will not end. ${remedy(demands)}`,
              ];
    });
}

function limitedResources({ spec }: ListedObject, demands: readonly PodDemand[]) {
    return Object.entries(quantitiesOf(spec?.hard))
        .filter(([name]) => demands.some((demand) => amount(demand, name) !== undefined))
        .map(([name, hard]) => ({ name, hard, needed: total(demands, name) }));
}

function total(demands: readonly PodDemand[], name: string): string {
    return sumOfQuantities(
        demands.flatMap((demand) => Array.from({ length: demand.count }, () => amount(demand, name) ?? "0")),
    );
}

/** How much of the resource a pod takes, by the resource's name in a quota. */
function amount({ requests, limits }: PodDemand, name: string): string | undefined {
    const [, kind, resource] = /^(requests|limits)\.(.+)$/.exec(name) ?? [];
    const quantities: Quantities = kind === "limits" ? limits : requests;
    return name === "pods" || name === "count/pods" ? "1" : quantities[resource ?? name];
}

function podsText(demands: readonly PodDemand[]): string {
    return demands.map(({ description, count }) => (count === 1 ? description : `${count} pods`)).join(" and ");
}

function remedy(demands: readonly PodDemand[]): string {
    return `Lower replicas or ${demands.map(({ argument }) => argument).join(" or ")}, or have the quota raised.`;
}
