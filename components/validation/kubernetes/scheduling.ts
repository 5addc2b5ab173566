import * as v from "valibot";
import { list, nonEmptyText, object, oneOf, wholeNumber } from "../primitives";
import { dnsLabel } from "./names";
import { qualifiedName, labelValue, operatorHasValues, operatorMessage, labelSelector } from "./labels";

/** A Toleration. */
export const toleration = v.pipe(
    object({
        key: v.optional(qualifiedName),
        operator: v.optional(oneOf(["Equal", "Exists"])),
        value: v.optional(labelValue),
        effect: v.optional(oneOf(["NoSchedule", "PreferNoSchedule", "NoExecute"])),
        tolerationSeconds: v.optional(wholeNumber(0, 2 ** 31 - 1, "seconds")),
    }),
    v.check(
        ({ operator, value }) => operator !== "Exists" || value === undefined || value === "",
        "the operator Exists takes no value.",
    ),
    v.check(({ key, operator }) => key !== undefined || operator === "Exists", "without a key the operator is Exists."),
    v.check(
        ({ effect, tolerationSeconds }) => tolerationSeconds === undefined || effect === "NoExecute",
        "tolerationSeconds goes with the effect NoExecute only.",
    ),
);

const nodeSelectorExpression = v.pipe(
    object({
        key: qualifiedName,
        operator: oneOf(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]),
        values: v.optional(list(labelValue, "label values")),
    }),
    v.check((expression) => operatorHasValues(expression), operatorMessage),
    v.check(
        ({ operator, values }) =>
            !["Gt", "Lt"].includes(operator) || (values?.length === 1 && /^-?\d+$/.test(values[0] ?? "")),
        "the operators Gt and Lt take one whole number, as a text.",
    ),
);

const nodeFieldExpression = object({
    key: oneOf(["metadata.name"]),
    operator: oneOf(["In", "NotIn"]),
    values: v.pipe(list(nonEmptyText(), "node names"), v.length(1, "exactly one node name is allowed.")),
});

const nodeSelectorTerm = object({
    matchExpressions: v.optional(list(nodeSelectorExpression, "expressions")),
    matchFields: v.optional(list(nodeFieldExpression, "field expressions")),
});

const weight = wholeNumber(1, 100);

const podAffinityTerm = object({
    labelSelector: v.optional(labelSelector),
    namespaceSelector: v.optional(labelSelector),
    namespaces: v.optional(list(dnsLabel, "namespaces")),
    matchLabelKeys: v.optional(list(qualifiedName, "label names")),
    mismatchLabelKeys: v.optional(list(qualifiedName, "label names")),
    topologyKey: qualifiedName,
});

const podAffinity = object({
    requiredDuringSchedulingIgnoredDuringExecution: v.optional(list(podAffinityTerm, "pod affinity terms")),
    preferredDuringSchedulingIgnoredDuringExecution: v.optional(
        list(object({ weight, podAffinityTerm }), "weighted pod affinity terms"),
    ),
});

/** An Affinity. */
export const affinity = object({
    nodeAffinity: v.optional(
        object({
            requiredDuringSchedulingIgnoredDuringExecution: v.optional(
                object({
                    nodeSelectorTerms: v.pipe(
                        list(nodeSelectorTerm, "node selector terms"),
                        v.minLength(1, "at least one node selector term is needed."),
                    ),
                }),
            ),
            preferredDuringSchedulingIgnoredDuringExecution: v.optional(
                list(object({ weight, preference: nodeSelectorTerm }), "weighted node selector terms"),
            ),
        }),
    ),
    podAffinity: v.optional(podAffinity),
    podAntiAffinity: v.optional(podAffinity),
});
