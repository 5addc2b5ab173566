import type * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import type { SettingSource } from "../args";
import { keyReference } from "../validation/kubernetes/names";
import { isPem } from "../validation/pem";
import { input, object, refusal, type Schema, type TextSchema } from "../validation/primitives";
import { didYouMean } from "../validation/problem";
import { codedMessage, ProblemCode } from "../validation/problemCode";
import { isRecord } from "../validation/record";
import type { Catalogue } from "./catalogue";
import { apisIn } from "./documents/proxyConfig";
import { listenPort } from "./valueTypes/numbers";
import { takesConfigMap, takesSecret, type Variable } from "./variables/variable";

/** The arguments that set RIG's variables by their texts. */
export type SettingsMap = "settings" | "secretSettings";

/** Why a user can't set a variable of this name, if so. */
function nameProblem(name: string, catalogue: Catalogue): string | undefined {
    if (catalogue.isReserved(name)) {
        return reservedMessage;
    }
    return catalogue.variable(name) === undefined
        ? (catalogue.replacedMessage(name) ??
              `RIG reads no such variable. ${didYouMean(name, catalogue.names)}Other variables belong into extraEnv.${versionHint(catalogue)}`)
        : undefined;
}

/** What to add where the message may be wrong because the image has another version of RIG. */
function versionHint({ version, unsupportedVersion }: Catalogue): string {
    return unsupportedVersion === undefined
        ? ""
        : ` (This program knows the variables of RIG ${version}, and image.tag names RIG ${unsupportedVersion}.)`;
}

/** What to say about a reserved variable. */
export const reservedMessage =
    "this variable belongs to the deployment or to the release's start script and can't be set.";

function refused<T>(message: string) {
    return v.custom<T>(() => false, message);
}

/**
 * A map whose keys are names of RIG's variables. It reports each name that RIG doesn't read.
 *
 * @param value The schema of a variable's value.
 * @param what The values of the map in words, for messages.
 */
export function variableMap<T>(
    value: (row: Variable) => Schema<T>,
    what: string,
    catalogue: Catalogue,
): Schema<Record<string, T>> {
    const noMap = v.custom<Record<string, T>>(isRecord, refusal(`a map from RIG's variables to ${what}`));
    return v.lazy((map): Schema<Record<string, T>> => {
        if (!isRecord(map)) {
            return noMap;
        }
        return v.object(
            Object.fromEntries(
                Object.keys(map).map((name): [string, Schema<T>] => {
                    const row = catalogue.variable(name);
                    const problem = nameProblem(name, catalogue);
                    return [name, row === undefined || problem !== undefined ? refused<T>(problem ?? "") : value(row)];
                }),
            ),
        );
    });
}

/** The text of a variable in one of the two maps, as RIG reads it. */
export function variableText(map: SettingsMap, row: Variable): TextSchema {
    if (map === "secretSettings") {
        return row.type === listenPort
            ? refused<string>("probes and Services need to know this port. Move it to settings.")
            : row.type.text;
    }
    if (row.secret === "always") {
        return refused<string>(misplacedSecret);
    }
    return v.pipe(
        row.type.text,
        v.check((text) => !revealsSecret(row, text), misplacedSecret),
        v.check((text) => !revealsCredential(row, text), misplacedCredential),
    );
}

const misplacedSecret = codedMessage(
    ProblemCode.MisplacedSecret,
    "its value is a secret (not shown), and can be read here. Move it to secretSettings.",
);

const misplacedCredential = codedMessage(
    ProblemCode.MisplacedSecret,
    "a header that it adds is a credential, to judge by its name (its value is not shown), and can be read here. Move the document to secretSettings.",
);

function revealsSecret({ type, secret }: Variable, text: string): boolean {
    if (secret === "content") {
        return isPem(text);
    }
    return secret === "possibly" && type.form !== "document" && hasUserInfo.test(text);
}

function revealsCredential({ type }: Variable, text: string): boolean {
    return type.form === "document" && apisIn(text).some(({ hasCredential }) => hasCredential);
}

/** A URL with a user or a password, with or without a scheme. JSON, which may contain an @, doesn't match. */
const hasUserInfo = /^([a-z][a-z0-9+.-]*:\/\/)?[^/?#\s"[\]{}]*@/i;

/** Settings or secret settings as RIG's own texts. Any of them may be known only at deployment. */
function variableTexts(map: SettingsMap, catalogue: Catalogue): Schema<Record<string, pulumi.Input<string>>> {
    return variableMap((row) => input(variableText(map, row)), "their texts", catalogue);
}

const secretOnly = object({ existingSecret: keyReference });

/** A key of an existing Secret or ConfigMap. */
export const secretOrConfigMap = v.pipe(
    object({ existingSecret: v.optional(keyReference), existingConfigMap: v.optional(keyReference) }),
    v.check(
        ({ existingSecret, existingConfigMap }) => (existingSecret === undefined) !== (existingConfigMap === undefined),
        "exactly one of existingSecret and existingConfigMap is needed.",
    ),
);

/** A key of an existing object: a Secret, a ConfigMap or neither, as the variable allows. */
export function settingSource(row: Variable): Schema<SettingSource> {
    if (!takesSecret(row)) {
        return refused<SettingSource>("this variable's value is no secret and no file. Set it in settings, by itself.");
    }
    return takesConfigMap(row) ? secretOrConfigMap : secretOnly;
}

/** Settings that come from keys of existing Secrets and ConfigMaps. */
function settingSources(catalogue: Catalogue): Schema<Record<string, SettingSource>> {
    return variableMap(settingSource, "{existingSecret: …}", catalogue);
}

/** The schemas of the arguments that set RIG's variables. */
export function variableEntries(catalogue: Catalogue) {
    return {
        settings: v.optional(variableTexts("settings", catalogue)),
        secretSettings: v.optional(variableTexts("secretSettings", catalogue)),
        settingsFrom: v.optional(settingSources(catalogue)),
    };
}
