import * as v from "valibot";
import { list, map, object, oneOf, text } from "../primitives";

const qualifiedPattern =
    /^((?=.{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The key of a label or annotation. */
export const qualifiedName = text(
    qualifiedPattern,
    "a name of at most 63 letters, digits, '-', '_' and '.', with an optional domain and '/' before it",
);

/** The value of a label. */
export const labelValue = text(
    /^(?=.{0,63}$)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
    "at most 63 letters, digits, '-', '_' and '.', a letter or digit first and last; a number or true/false in quotes",
);

/** Labels by key. */
export const labelMap = map(qualifiedName, labelValue, "label names to label values");

const setOperator = oneOf(["In", "NotIn", "Exists", "DoesNotExist"]);

/** Whether the expression has `values` exactly when its operator takes some. */
export function operatorHasValues(expression: { operator: string; values?: string[] | undefined }): boolean {
    const takesValues = !["Exists", "DoesNotExist"].includes(expression.operator);
    return takesValues === (expression.values !== undefined && expression.values.length > 0);
}

/** The message about an expression with values that do not go with its operator. */
export const operatorMessage =
    "values are needed with In, NotIn, Gt and Lt, and not allowed with Exists and DoesNotExist.";

const labelExpression = v.pipe(
    object({
        key: qualifiedName,
        operator: setOperator,
        values: v.optional(list(labelValue, "label values")),
    }),
    v.check((expression) => operatorHasValues(expression), operatorMessage),
);

/** A LabelSelector. */
export const labelSelector = object({
    matchLabels: v.optional(labelMap),
    matchExpressions: v.optional(list(labelExpression, "expressions")),
});
