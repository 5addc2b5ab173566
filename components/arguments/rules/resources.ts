import type { GatewayArgs, ResourcesArgs } from "../../args";
import { compareQuantities, isWholeQuantity } from "../../validation/kubernetes/quantity";
import { defaultResources, isIndivisible, largestCpuLimit, leastMemoryLimit } from "../../model/resources";
import { shown, type Problem } from "../../validation/problem";

/** Refuses `resources` that no pod can have, or with which RIG can't start. */
export function resourceProblems({ resources = {} }: Partial<GatewayArgs>): Problem[] {
    return [...requirementProblems(resources, "resources"), ...limitProblems(resources)];
}

/** Refuses requests and limits that no pod can have, whatever runs in it. */
export function requirementProblems({ requests = {}, limits = {} }: ResourcesArgs, argument: string): Problem[] {
    const fractions = Object.entries({ requests, limits }).flatMap(([list, quantities]) =>
        Object.entries(quantities)
            .filter(([name, quantity]) => bytes.includes(name) && !isWholeQuantity(quantity))
            .map(([name, quantity]) => ({
                path: [argument, list, name],
                message: `${shown(quantity)} is no whole number of bytes: m stands for thousandths. Allowed: a quantity such as 512Mi or 1Gi.`,
            })),
    );
    const conflicts = Object.entries(requests).flatMap(([name, request]) => {
        const limit = limits[name];
        if (isIndivisible(name) && (limit === undefined || compareQuantities(request, limit) !== 0)) {
            const message = `${shown(request)} can't be shared. Allowed: the same as under limits.`;
            return [{ path: [argument, "requests", name], message }];
        }
        return limit !== undefined && compareQuantities(request, limit) > 0
            ? [
                  {
                      path: [argument, "requests", name],
                      message: `${shown(request)} is above the limit ${shown(limit)}. Allowed: at most the limit.`,
                  },
              ]
            : [];
    });
    return [...fractions, ...conflicts];
}

/** Resources that Kubernetes counts in bytes. */
const bytes = ["memory", "ephemeral-storage"];

/** Refuses limits with which RIG can't start. */
function limitProblems({ limits: { cpu, memory } = {} }: ResourcesArgs): Problem[] {
    const tooSmall =
        memory !== undefined && isWholeQuantity(memory) && compareQuantities(memory, leastMemoryLimit) < 0
            ? [
                  {
                      path: ["resources", "limits", "memory"],
                      message: `${shown(memory)} is less than a RIG without any clients needs: RIG 3.0.0 was observed to take up to ${leastMemoryLimit} until it had started, and the kernel would end it. Allowed: ${leastMemoryLimit} or more; by default it is ${defaultResources.limits.memory}.`,
                  },
              ]
            : [];
    const tooLarge =
        cpu !== undefined && compareQuantities(cpu, largestCpuLimit) > 0
            ? [
                  {
                      path: ["resources", "limits", "cpu"],
                      message: `${shown(cpu)} is more than the Erlang VM has schedulers for, and it would not start. Allowed: at most ${largestCpuLimit}.`,
                  },
              ]
            : [];
    return [...tooSmall, ...tooLarge];
}
