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

// RIG reads texts. A stack file may have YAML's own values instead: numbers, booleans, lists, and maps for JSON.

const isScalar = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);

/** Whether the value is a text, or a number that JSON and YAML read without rounding it. */
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
 * A file's content: the text itself, or the content of the file at a relative path.
 *
 * @param isWord Whether the text is a word with a meaning of its own, such as `none`.
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

/** The end of a message about a value that may also be a file's path. */
const orFile = "; or the path of a file beside the stack file";

/** RIG's text for a YAML value of this type, not yet checked. */
function yamlText(kind: ValueType): Schema<string> {
    const { form, title } = kind;
    switch (form) {
        case "list":
            return v.lazy((value): Schema<string> => (Array.isArray(value) ? list(kind) : scalar(title)));
        case "document":
            return v.lazy((value): Schema<string> =>
                isScalar(value) || value === null
                    ? content(`${title}; or as YAML${orFile}`, (text) => /^\s*[[{"]/.test(text))
                    : json,
            );
        case "file":
            return content(`${title}${orFile}`, isPem, (text) => ["", none].includes(text) && v.is(kind.text, text));
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

/** Keys by which Kubernetes' manifests, or people, name a reference to an object. */
const almostReference = /^(existing|(secret|config_?map)_?(key)?_?(ref)?$|valueFrom$)/i;

/** Whether the value is meant as a reference to a key in an existing object, correctly written or not. */
function isMeantAsReference(value: unknown, { form }: ValueType): boolean {
    return isRecord(value) && form !== "document"
        ? Object.keys(value).some((key) => almostReference.test(key))
        : isReference(value);
}

/** The value of one of RIG's variables: RIG's text, or a reference to a key in an existing object. */
export type SettingValue = string | SettingSource;

/** A YAML value of one of RIG's variables. */
export function settingValue(where: SettingsMap, row: Variable): Schema<SettingValue> {
    const own = variableText(where, row);
    // A secret is refused here whatever its value is: further mistakes in it don't matter.
    const text = where === "settings" && row.secret === "always" ? own : v.pipe(yamlText(row.type), own);
    return v.lazy((value): Schema<SettingValue> => (isMeantAsReference(value, row.type) ? settingSource(row) : text));
}

/** RIG's variables with YAML values. */
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

/** Further variables: each a YAML value, or a reference to a key in a Secret or ConfigMap. */
export const environmentValues = map(
    variableName,
    source,
    "variable names to texts, {existingSecret: …} or {existingConfigMap: …}",
);
