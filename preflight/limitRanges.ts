import { compareQuantities, isAboveRatio } from "../components/validation/kubernetes/quantity";
import { isRecord } from "../components/validation/record";
import type { Problem } from "../components/validation/problem";
import { objectProblem } from "../deployed/desiredState";
import type { PodDemand, Quantities } from "./podDemand";
import { objectList } from "../kubernetes/podSpec";
import type { ListedObject } from "../kubernetes/reader";

/** The constraints of a LimitRange on containers or pods. */
interface Limits {
    readonly type: "Container" | "Pod";
    readonly min: Quantities;
    readonly max: Quantities;
    readonly ratio: Quantities;
    /** The resources of containers that set none. */
    readonly defaults: { readonly requests: Quantities; readonly limits: Quantities };
}

/** Problems of pods that a LimitRange certainly refuses, whatever containers others add to them. */
export function limitRangeProblems(
    ranges: readonly ListedObject[],
    demands: readonly PodDemand[],
    namespace: string,
): Problem[] {
    return ranges.flatMap((range) => {
        const reference = { apiVersion: "v1", kind: "LimitRange", name: range.name, namespace };
        return demands.flatMap((demand) =>
            limitsOf(range)
                .flatMap((limits) => violations(limits, demand, containerDefaults(ranges, "limits")))
                .map((message) => objectProblem(reference, `${message} Change ${demand.argument}, or the LimitRange.`)),
        );
    });
}

/** The defaults that LimitRanges set in containers. Of several LimitRanges, Kubernetes may take any. */
export function containerDefaults(ranges: readonly ListedObject[], kind: "requests" | "limits"): readonly Quantities[] {
    return ranges
        .flatMap(limitsOf)
        .filter(({ type }) => type === "Container")
        .map(({ defaults }) => defaults[kind]);
}

function violations(limits: Limits, demand: PodDemand, defaults: readonly Quantities[]): string[] {
    const { description, requests } = demand;
    const per = limits.type.toLowerCase();
    const resources = [
        ...Object.entries(requests).map(([name, quantity]) => ({ name, quantity, what: "requests" })),
        ...Object.entries(demand.limits).map(([name, quantity]) => ({ name, quantity, what: "is limited to" })),
    ];
    const outOfBounds = (bounds: Quantities, sign: number, bound: string) =>
        resources.flatMap(({ name, quantity, what }) => {
            const allowed = bounds[name];
            return allowed !== undefined && sign * compareQuantities(quantity, allowed) > 0
                ? [
                      `${description} ${what} ${quantity} of ${name}, and this LimitRange allows at ${bound} ${allowed} per ${per}.`,
                  ]
                : [];
        });
    // Other containers only make a pod larger, so its minimum and ratio can't be checked.
    if (limits.type === "Pod") {
        return outOfBounds(limits.max, 1, "most");
    }
    const ratios = Object.entries(limits.ratio).flatMap(([name, ratio]) => {
        const [request, limit] = [requests[name], demand.limits[name]];
        return request !== undefined && limit !== undefined && isAboveRatio(limit, request, ratio)
            ? [
                  `${description} requests ${request} of ${name} and is limited to ${limit}, more than ${ratio} times that.`,
              ]
            : [];
    });
    const belowRequest = Object.entries(limits.defaults.limits).flatMap(([name, limit]) => {
        const request = requests[name];
        const others = defaults.flatMap((each) => each[name] ?? []);
        return request !== undefined &&
            demand.limits[name] === undefined &&
            others.every((each) => compareQuantities(each, request) < 0)
            ? [
                  `${description} requests ${request} of ${name} and has no limit, and this LimitRange sets one of ${limit}, which is less.`,
              ]
            : [];
    });
    return [...outOfBounds(limits.min, -1, "least"), ...outOfBounds(limits.max, 1, "most"), ...ratios, ...belowRequest];
}

function limitsOf({ spec }: ListedObject): Limits[] {
    // The client renames the field `default`, a reserved word, to `_default`.
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
