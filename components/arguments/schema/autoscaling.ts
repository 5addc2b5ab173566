import * as v from "valibot";
import { list, object, oneOf, shape, wholeNumber } from "../../validation/primitives";

/** Percent of what the pods request. */
const utilization = wholeNumber(1, 1000, "percent of the request");

const policy = object({
    type: oneOf(["Pods", "Percent"]),
    value: wholeNumber(1, 2 ** 31 - 1),
    periodSeconds: wholeNumber(1, 1800, "seconds"),
});

const direction = object({
    stabilizationWindowSeconds: v.optional(wholeNumber(0, 3600, "seconds")),
    selectPolicy: v.optional(oneOf(["Max", "Min", "Disabled"])),
    policies: v.optional(v.pipe(list(policy, "scaling policies"), v.minLength(1, "at least one policy is needed."))),
});

/** The schema of the argument `autoscaling`. */
export const autoscaling = v.pipe(
    object({
        min: wholeNumber(1, 100),
        max: wholeNumber(1, 100),
        cpu: v.optional(utilization),
        memory: v.optional(utilization),
        behavior: v.optional(shape(object({ scaleUp: v.optional(direction), scaleDown: v.optional(direction) }))),
    }),
    v.check(({ min, max }) => min <= max, "min is above max. Allowed: min that is not above max."),
    v.check(
        ({ cpu, memory }) => cpu !== undefined || memory !== undefined,
        "nothing says when to scale. Set cpu, memory or both: percent of the pods' requests.",
    ),
);
