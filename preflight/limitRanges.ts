import { compareQuantities, isAboveRatio } from "../components/validation/kubernetes/quantity";
import { isRecord } from "../components/validation/record";
import type { Problem } from "../components/validation/problem";
import { objectProblem } from "../deployed/desiredState";
import type { PodDemand, Quantities } from "./podDemand";
import { objectList } from "../kubernetes/podSpec";
import type { ListedObject } from "../kubernetes/reader";

/** What a LimitRange says of containers or pods. */
interface Limits {
    readonly type: "Container" | "Pod";
    readonly min: Quantities;
    readonly max: Quantities;
    readonly ratio: Quantities;
    /** What containers get that have none of their own. */
    readonly defaults: { readonly requests: Quantities; readonly limits: Quantities };
}

/** Problems of pods that a LimitRange certainly refuses, whatever else is put into them. */
export function limitRangeProblems(
    ranges: readonly ListedObject[],
    needs: readonly PodDemand[],
    namespace: string,
): Problem[] {
    return ranges.flatMap((range) => {
        const reference = { apiVersion: "v1", kind: "LimitRange", name: range.name, namespace };
        return needs.flatMap((need) =>
            limitsOf(range)
                .flatMap((limits) => messages(limits, need, givenByRanges(ranges, "limits")))
                .map((message) => objectProblem(reference, `${message} Change ${need.argument}, or the LimitRange.`)),
        );
    });
}

/** All that LimitRanges give to containers without their own; of several, any may be taken. */
export function givenByRanges(ranges: readonly ListedObject[], kind: "requests" | "limits"): readonly Quantities[] {
    return ranges
        .flatMap(limitsOf)
        .filter(({ type }) => type === "Container")
        .map(({ defaults }) => defaults[kind]);
}

function messages(limits: Limits, need: PodDemand, defaults: readonly Quantities[]): string[] {
    const { title, requests } = need;
    const per = limits.type.toLowerCase();
    const given = [
        ...Object.entries(requests).map(([name, quantity]) => ({ name, quantity, what: "requests" })),
        ...Object.entries(need.limits).map(([name, quantity]) => ({ name, quantity, what: "is limited to" })),
    ];
    const out = (bounds: Quantities, sign: number, bound: string) =>
        given.flatMap(({ name, quantity, what }) => {
            const allowed = bounds[name];
            return allowed !== undefined && sign * compareQuantities(quantity, allowed) > 0
                ? [`${title} ${what} ${quantity} of ${name}, and it allows at ${bound} ${allowed} per ${per}.`]
                : [];
        });
    // Further containers make a pod larger.
    if (limits.type === "Pod") {
        return out(limits.max, 1, "most");
    }
    const ratios = Object.entries(limits.ratio).flatMap(([name, ratio]) => {
        const [request, limit] = [requests[name], need.limits[name]];
        return request !== undefined && limit !== undefined && isAboveRatio(limit, request, ratio)
            ? [`${title} requests ${request} of ${name} and is limited to ${limit}, more than ${ratio} times that.`]
            : [];
    });
    const belowRequest = Object.entries(limits.defaults.limits).flatMap(([name, limit]) => {
        const request = requests[name];
        const others = defaults.flatMap((each) => each[name] ?? []);
        return request !== undefined &&
            need.limits[name] === undefined &&
            others.every((each) => compareQuantities(each, request) < 0)
            ? [`${title} requests ${request} of ${name} and has no limit, and it sets one of ${limit}, which is less.`]
            : [];
    });
    return [...out(limits.min, -1, "least"), ...out(limits.max, 1, "most"), ...ratios, ...belowRequest];
}

function limitsOf({ spec }: ListedObject): Limits[] {
    // The client calls `default`, a reserved word, by another name.
    return objectList(spec?.limits).flatMap(({ type, min, max, maxLimitRequestRatio, defaultRequest, _default }) =>
        type === "Container" || type === "Pod"
            ? [
                  {
                      type,
                      min: quantitiesOf(min),
                      max: quantitiesOf(max),
                      ratio: quantitiesOf(maxLimitRequestRatio),
                      defaults: { requests: quantitiesOf(defaultRequest), limits: quantitiesOf(_default) },
                  },
              ]
            : [],
    );
}

/** The quantities in a field of an object. */
export function quantitiesOf(value: unknown): Quantities {
    return isRecord(value)
        ? Object.fromEntries(Object.entries(value).map(([name, quantity]) => [name, String(quantity)]))
        : {};
}
