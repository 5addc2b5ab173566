import * as v from "valibot";
import type { EnvSource } from "../components/args";
import { isRecord } from "../components/plan/records";
import { environmentText, variableName, variableText } from "../components/schema/gateway";
import { keyReference } from "../components/schema/kubernetes";
import { map, object, refusal, type Schema } from "../components/schema/leaves";

// RIG reads texts. A stack file may say them as YAML says such things: numbers, booleans, lists, and maps for JSON.

const isScalar = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);

/** What JSON and YAML read as another number than stands in the file would reach RIG changed. */
const exact = (value: unknown) => typeof value !== "number" || Number.isSafeInteger(value);

const plainText = v.pipe(
    v.union(
        [v.string(), v.number(), v.boolean()],
        refusal("a text that is not empty, a number, true, false, a list, or a map for JSON"),
    ),
    v.check(
        (value) => exact(value),
        "only whole numbers of up to 15 digits are kept as they are. Allowed: others in quotes.",
    ),
    v.transform(String),
);

const scalar = v.pipe(plainText, variableText);

const item = v.pipe(
    scalar,
    v.check((text) => !text.includes(","), refusal("an item without a comma, since RIG separates items by commas")),
);

const commaSeparated = v.pipe(
    v.array(item),
    v.minLength(1, refusal("a list with at least one item; leave the key out for the default")),
    v.transform((items) => items.join(",")),
    variableText,
);

const json = v.pipe(
    v.unknown(),
    v.transform((value) => JSON.stringify(value)),
    variableText,
);

const text: Schema<string> = v.lazy((value): Schema<string> => {
    if (Array.isArray(value) && value.every(isScalar)) {
        return commaSeparated;
    }
    return Array.isArray(value) || isRecord(value) ? json : scalar;
});

/** RIG's variables with natural values; yields the texts that RIG reads. */
export const naturalSettings = map(variableName, text, "RIG's variables to their values");

const plainSource = v.pipe(
    plainText,
    environmentText,
    v.transform((value) => ({ value })),
);

const referenceSource = v.pipe(
    object({ secret: v.optional(keyReference), configMap: v.optional(keyReference) }),
    v.check(
        ({ secret, configMap }) => (secret === undefined) !== (configMap === undefined),
        "exactly one of secret and configMap is needed, or a text.",
    ),
);

const source: Schema<EnvSource> = v.lazy((value): Schema<EnvSource> =>
    isRecord(value) ? referenceSource : plainSource,
);

/** Further variables: each a natural value, or a reference to a key in a Secret or ConfigMap. */
export const naturalEnv = map(variableName, source, "variable names to texts, {secret: …} or {configMap: …}");
