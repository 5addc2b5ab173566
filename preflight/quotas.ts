import { compareQuantities, sumOfQuantities } from "../components/validation/kubernetes/quantity";
import type { Problem } from "../components/validation/problem";
import { deploymentReference, objectProblem, type DesiredState, type Findings } from "../deployed/desiredState";
import { givenByRanges, limitRangeProblems, quantitiesOf } from "./limitRanges";
import { demandedTheSameBefore } from "./previousDemand";
import { podDemands, type PodDemand, type Quantities } from "./podDemand";
import type { ClusterReader, ListedObject } from "../kubernetes/reader";

/**
 * Looks at the namespace's ResourceQuotas and LimitRanges, as far as they may be read. A problem is what they can't admit
 * at all and didn't have to before; that there is no room at present, or not for a rollout, is a warning.
 */
export async function quotaFindings(reader: ClusterReader, desired: DesiredState): Promise<Findings> {
    const { namespace, gateway } = desired;
    const needs = podDemands(gateway);
    const list = (kind: string) => reader.findAll({ apiVersion: "v1", kind, namespace });
    const [ranges, quotas] = await Promise.all([list("LimitRange"), list("ResourceQuota")]);
    const applying = (quotas === "forbidden" ? [] : quotas).filter(appliesToAll);
    const reference = ({ name }: ListedObject) => ({ apiVersion: "v1", kind: "ResourceQuota", name, namespace });
    const messages = (quotaMessages: (quota: ListedObject) => string[]) =>
        applying.flatMap((quota) => quotaMessages(quota).map((message) => objectProblem(reference(quota), message)));

    const isFirst = applying.length > 0 && (await isAbsent(reader, desired));
    const problems = [
        ...(ranges === "forbidden" ? [] : limitRangeProblems(ranges, needs, namespace)),
        ...(ranges === "forbidden" ? [] : messages((quota) => missingMessages(quota, needs, ranges))),
        ...messages((quota) => tooMuchMessages(quota, needs)),
    ];
    const warnings = messages((quota) => narrowMessages(quota, needs, isFirst));
    return problems.length > 0 && (await demandedTheSameBefore(reader, desired, needs))
        ? { problems: [], warnings: [...problems.map(narrowedWarning), ...warnings] }
        : { problems, warnings };
}

/** What a quota or range that came later doesn't admit any more. */
function narrowedWarning({ path, message }: Problem): Problem {
    return {
        path,
        message: `${message} The gateway asked for as much before, so this update goes on. No new pod is admitted, and a change of the pods doesn't end.`,
    };
}

/** Whether the gateway hasn't been deployed yet: its own pods are a part of what is used otherwise. */
async function isAbsent(reader: ClusterReader, desired: DesiredState): Promise<boolean> {
    return (await reader.find(deploymentReference(desired))) === "absent";
}

/** Quotas for some pods only are left to the API server, apart from those for pods without an end. */
function appliesToAll({ spec = {} }: ListedObject): boolean {
    const scopes: unknown[] = Array.isArray(spec.scopes) ? spec.scopes : [];
    return spec.scopeSelector === undefined && scopes.every((scope) => scope === "NotTerminating");
}

/** A quota for one of these admits no container that doesn't say it. */
const required = /^(?:(requests|limits)\.)?(cpu|memory)$/;

function missingMessages(
    { spec }: ListedObject,
    needs: readonly PodDemand[],
    ranges: readonly ListedObject[],
): string[] {
    return Object.keys(quantitiesOf(spec?.hard)).flatMap((name) => {
        const [whole, prefix, resource = ""] = required.exec(name) ?? [];
        const kind = prefix === "limits" ? "limits" : "requests";
        const isSetByRange = givenByRanges(ranges, kind).some((quantities) => quantities[resource] !== undefined);
        return needs
            .filter((need) => whole !== undefined && !isSetByRange && amount(need, name) === undefined)
            .map(
                ({ title, argument }) =>
                    `it limits ${name}, and ${title} doesn't say any. Set ${argument}.${kind}.${resource}.`,
            );
    });
}

/** What all pods ask for together and the quota doesn't have, whoever else uses it. */
function tooMuchMessages(quota: ListedObject, needs: readonly PodDemand[]): string[] {
    return measured(quota, needs).flatMap(({ name, hard, needed }) =>
        compareQuantities(needed, hard) > 0
            ? [`it allows ${hard} of ${name}, and ${words(needs)} together need ${needed}. ${remedy(needs)}`]
            : [],
    );
}

/** What would fit by itself, and doesn't as things are. Its own pods are among what is used, once they are there. */
function narrowMessages(quota: ListedObject, needs: readonly PodDemand[], isFirst: boolean): string[] {
    const used = quantitiesOf(quota.status?.used);
    return measured(quota, needs).flatMap(({ name, hard, needed }) => {
        const inUse = used[name] ?? "0";
        const fits = (...quantities: string[]) => compareQuantities(sumOfQuantities(quantities), hard) <= 0;
        if (!fits(needed)) {
            return [];
        }
        const what = `it allows ${hard} of ${name}, of which ${inUse} are used`;
        if (isFirst && !fits(needed, inUse)) {
            return [
                `${what}, and ${words(needs)} together need ${needed}: pods will be missing until there is room. ${remedy(needs)}`,
            ];
        }
        const pods = needs.slice(0, 1);
        const another = total(
            pods.map((pod) => ({ ...pod, count: 1 })),
            name,
        );
        return fits(total(pods, name), another) && (isFirst || fits(inUse, another))
            ? []
            : [
                  `${what}, and there is no room for one pod more: a new pod starts before an old one ends, so a change of the pods will not end. ${remedy(needs)}`,
              ];
    });
}

function measured({ spec }: ListedObject, needs: readonly PodDemand[]) {
    return Object.entries(quantitiesOf(spec?.hard))
        .filter(([name]) => needs.some((need) => amount(need, name) !== undefined))
        .map(([name, hard]) => ({ name, hard, needed: total(needs, name) }));
}

function total(needs: readonly PodDemand[], name: string): string {
    return sumOfQuantities(
        needs.flatMap((need) => Array.from({ length: need.count }, () => amount(need, name) ?? "0")),
    );
}

/** What a pod takes of what a quota counts under this name. */
function amount({ requests, limits }: PodDemand, name: string): string | undefined {
    const [, kind, resource] = /^(requests|limits)\.(.+)$/.exec(name) ?? [];
    const quantities: Quantities = kind === "limits" ? limits : requests;
    return name === "pods" || name === "count/pods" ? "1" : quantities[resource ?? name];
}

function words(needs: readonly PodDemand[]): string {
    return needs.map(({ title, count }) => (count === 1 ? title : `${count} pods`)).join(" and ");
}

function remedy(needs: readonly PodDemand[]): string {
    return `Lower replicas or ${needs.map(({ argument }) => argument).join(" or ")}, or have the quota raised.`;
}
