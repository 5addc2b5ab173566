import { compareQuantities, sumOfQuantities } from "../components/plan/quantity";
import { expectedNames, objectProblem, type Expectation, type Findings } from "./expectation";
import { defaultLimits, limitRangeProblems, quantitiesOf } from "./limitRanges";
import { podNeeds, type PodNeed, type Quantities } from "./podNeeds";
import type { ClusterReader, ListedObject } from "./reader";

/**
 * Looks at the namespace's ResourceQuotas and LimitRanges, as far as they may be read. A problem is what they can't admit
 * at all; that there is no room at present, or not for a rollout, is a warning.
 */
export async function quotaFindings(reader: ClusterReader, expectation: Expectation): Promise<Findings> {
    const { namespace, gateway } = expectation;
    const needs = podNeeds(gateway);
    const list = (kind: string) => reader.findAll({ apiVersion: "v1", kind, namespace });
    const [ranges, quotas] = await Promise.all([list("LimitRange"), list("ResourceQuota")]);
    const applying = (quotas === "forbidden" ? [] : quotas).filter(appliesToAll);
    const reference = ({ name }: ListedObject) => ({ apiVersion: "v1", kind: "ResourceQuota", name, namespace });
    const messages = (quotaMessages: (quota: ListedObject) => string[]) =>
        applying.flatMap((quota) => quotaMessages(quota).map((message) => objectProblem(reference(quota), message)));

    const isFirst = applying.length > 0 && (await isAbsent(reader, expectation));
    return {
        problems: [
            ...(ranges === "forbidden" ? [] : limitRangeProblems(ranges, needs, namespace)),
            ...(ranges === "forbidden" ? [] : messages((quota) => missingMessages(quota, needs, ranges))),
            ...messages((quota) => tooMuchMessages(quota, needs)),
        ],
        warnings: messages((quota) => narrowMessages(quota, needs, isFirst)),
    };
}

/** Whether the gateway hasn't been deployed yet: its own pods are a part of what is used otherwise. */
async function isAbsent(reader: ClusterReader, expectation: Expectation): Promise<boolean> {
    const { deployment: name } = expectedNames(expectation);
    const reference = { apiVersion: "apps/v1", kind: "Deployment", name, namespace: expectation.namespace };
    return (await reader.find(reference)) === "absent";
}

/** Quotas for some pods only are left to the API server, apart from those for pods without an end. */
function appliesToAll({ spec = {} }: ListedObject): boolean {
    const scopes: unknown[] = Array.isArray(spec.scopes) ? spec.scopes : [];
    return spec.scopeSelector === undefined && scopes.every((scope) => scope === "NotTerminating");
}

/** A quota for one of these admits no container that doesn't say it. */
const required = /^(?:(requests|limits)\.)?(cpu|memory)$/;

function missingMessages({ spec }: ListedObject, needs: readonly PodNeed[], ranges: readonly ListedObject[]): string[] {
    return Object.keys(quantitiesOf(spec?.hard)).flatMap((name) => {
        const [, kind = "requests", resource = ""] = required.exec(name) ?? [];
        const isSetByRange = defaultLimits(ranges).some((limits) => limits[resource] !== undefined);
        return needs
            .filter((need) => resource !== "" && !isSetByRange && amount(need, name) === undefined)
            .map(
                ({ title, argument }) =>
                    `it limits ${name}, and ${title} doesn't say any. Set ${argument}.${kind}.${resource}.`,
            );
    });
}

/** What all pods ask for together and the quota doesn't have, whoever else uses it. */
function tooMuchMessages(quota: ListedObject, needs: readonly PodNeed[]): string[] {
    return measured(quota, needs).flatMap(({ name, hard, needed }) =>
        compareQuantities(needed, hard) > 0
            ? [`it allows ${hard} of ${name}, and ${words(needs)} together need ${needed}. ${remedy(needs)}`]
            : [],
    );
}

function narrowMessages(quota: ListedObject, needs: readonly PodNeed[], isFirst: boolean): string[] {
    const used = quantitiesOf(quota.status?.used);
    const [pod] = needs;
    return measured(quota, needs).flatMap(({ name, hard, needed }) => {
        const whole = sumOfQuantities([needed, (isFirst && used[name]) || "0"]);
        if (compareQuantities(needed, hard) <= 0 && compareQuantities(whole, hard) > 0) {
            return [
                `it allows ${hard} of ${name}, of which ${used[name] ?? "0"} are used, and ${words(needs)} together need ${needed}: pods will be missing until there is room. ${remedy(needs)}`,
            ];
        }
        const own = pod === undefined ? [] : [pod, { ...pod, count: 1 }];
        const rolling = total(own, name);
        return compareQuantities(needed, hard) <= 0 && compareQuantities(rolling, hard) > 0
            ? [
                  `it allows ${hard} of ${name}, which is enough for the gateway's pods and not for one more: a new pod starts before an old one ends, and a change of the pods will not end. ${remedy(needs)}`,
              ]
            : [];
    });
}

function measured({ spec }: ListedObject, needs: readonly PodNeed[]) {
    return Object.entries(quantitiesOf(spec?.hard))
        .filter(([name]) => needs.some((need) => amount(need, name) !== undefined))
        .map(([name, hard]) => ({ name, hard, needed: total(needs, name) }));
}

function total(needs: readonly PodNeed[], name: string): string {
    return sumOfQuantities(
        needs.flatMap((need) => Array.from({ length: need.count }, () => amount(need, name) ?? "0")),
    );
}

/** What a pod takes of what a quota counts under this name. */
function amount({ requests, limits }: PodNeed, name: string): string | undefined {
    const [, kind, resource] = /^(requests|limits)\.(.+)$/.exec(name) ?? [];
    const quantities: Quantities = kind === "limits" ? limits : requests;
    return name === "pods" || name === "count/pods" ? "1" : quantities[resource ?? name];
}

function words(needs: readonly PodNeed[]): string {
    return needs.map(({ title, count }) => (count === 1 ? title : `${count} pods`)).join(" and ");
}

function remedy(needs: readonly PodNeed[]): string {
    return `Lower replicas or ${needs.map(({ argument }) => argument).join(" or ")}, or have the quota raised.`;
}
