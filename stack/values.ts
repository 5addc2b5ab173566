import * as v from "valibot";
import type { EnvSource, SettingSource } from "../components/args";
import { isRecord } from "../components/validation/record";
import { environmentText } from "../components/arguments/schema/gateway";
import { variableName } from "../components/validation/kubernetes/names";
import { map, refusal, type Schema } from "../components/validation/primitives";
import type { Catalogue } from "../components/rig/catalogue";
import type { Variable } from "../components/rig/variables/variable";
import { isContainerPath, none, type ValueType } from "../components/rig/valueTypes";
import { isPem } from "../components/validation/pem";
import {
    secretOrConfigMap,
    settingSource,
    variableMap,
    variableText,
    type SettingsMap,
} from "../components/rig/variableSchema";
import { projectFile } from "./projectFile";

// RIG reads texts. A stack file may say them as YAML says such things: numbers, booleans, lists, and maps for JSON.

const isScalar = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);

/** What JSON and YAML read as another number than stands in the file would reach RIG changed. */
const exact = (value: unknown) => typeof value !== "number" || Number.isSafeInteger(value);

function anyScalar(allowed: string) {
    return v.pipe(v.union([v.string(), v.number(), v.boolean()], refusal(allowed)), v.transform(String));
}

function scalar(allowed: string) {
    return v.pipe(
        v.unknown(),
        v.check(exact, "only whole numbers of up to 15 digits are kept as they are. Allowed: others in quotes."),
        anyScalar(allowed),
    );
}

function list({ title: allowed, item: each }: ValueType): Schema<string> {
    const item = v.pipe(scalar(each?.title ?? "a text or a number"), v.trim(), each?.text ?? v.string());
    return v.pipe(
        v.array(item, refusal(allowed)),
        v.minLength(1, refusal("a list with at least one item; leave the key out for the default")),
        v.transform((items) => items.join(",")),
    );
}

/**
 * A file's content: as it is, or of the file that a relative path names.
 *
 * @param isWord Whether a text that is no content means something by itself.
 */
function content(
    allowed: string,
    isContent: (text: string) => boolean,
    isWord: (text: string) => boolean = () => false,
): Schema<string> {
    return v.pipe(
        scalar(allowed),
        v.rawTransform(({ dataset: { value }, addIssue, NEVER }): string => {
            if (isContainerPath(value) || isContent(value) || isWord(value)) {
                return value;
            }
            const found = value === "" ? { problem: "is empty" } : projectFile(value);
            if ("text" in found && isContent(found.text)) {
                return found.text;
            }
            const why = "problem" in found ? found.problem : "has something else in it";
            addIssue({ message: refusal(allowed, `As such a path, it ${why}.`) });
            return NEVER;
        }),
    );
}

const json: Schema<string> = v.pipe(
    v.unknown(),
    v.transform((value) => JSON.stringify(value)),
);

/** What a stack file may say besides what the component takes. */
const besides = "; or the path of a file beside the stack file";

/** RIG's own text for a natural value of this kind; yet unchecked. */
function naturalText(kind: ValueType): Schema<string> {
    const { form, title } = kind;
    switch (form) {
        case "list":
            return v.lazy((value): Schema<string> => (Array.isArray(value) ? list(kind) : scalar(title)));
        case "document":
            return v.lazy((value): Schema<string> =>
                isScalar(value) || value === null
                    ? content(`${title}; or as YAML${besides}`, (text) => /^\s*[[{"]/.test(text))
                    : json,
            );
        case "file":
            return content(`${title}${besides}`, isPem, (text) => ["", none].includes(text) && v.is(kind.text, text));
        case "number":
        case "flag":
            return anyScalar(title);
        default:
            return scalar(title);
    }
}

/** Whether the value names a key in an existing object. */
export function isReference(value: unknown): boolean {
    return isRecord(value) && Object.keys(value).some((key) => ["existingSecret", "existingConfigMap"].includes(key));
}

/** As Kubernetes, or people in a hurry, call what a reference is here. */
const almostReference = /^(existing|(secret|config_?map)_?(key)?_?(ref)?$|valueFrom$)/i;

/** Whether the value is meant to name a key in an existing object, rightly said or not. */
function isMeantAsReference(value: unknown, { form }: ValueType): boolean {
    return isRecord(value) && form !== "document"
        ? Object.keys(value).some((key) => almostReference.test(key))
        : isReference(value);
}

/** What one of RIG's variables is set to: RIG's own text, or a key in an existing object. */
export type SettingValue = string | SettingSource;

/** A natural value of one of RIG's variables. */
export function settingValue(where: SettingsMap, row: Variable): Schema<SettingValue> {
    const own = variableText(where, row);
    // What may not stand here is refused as such; how it is wrong would be no help.
    const text = where === "settings" && row.secret === "always" ? own : v.pipe(naturalText(row.type), own);
    return v.lazy((value): Schema<SettingValue> => (isMeantAsReference(value, row.type) ? settingSource(row) : text));
}

/** RIG's variables with natural values. */
export function settingValues(where: SettingsMap, catalogue: Catalogue): Schema<Record<string, SettingValue>> {
    return variableMap((row) => settingValue(where, row), "their values", catalogue);
}

const plainSource = v.pipe(
    scalar("a text, a number, true or false"),
    environmentText,
    v.transform((value) => ({ value })),
);

const source: Schema<EnvSource> = v.lazy((value): Schema<EnvSource> =>
    isRecord(value) ? secretOrConfigMap : plainSource,
);

/** Further variables: each a natural value, or a reference to a key in a Secret or ConfigMap. */
export const environmentValues = map(
    variableName,
    source,
    "variable names to texts, {existingSecret: …} or {existingConfigMap: …}",
);
