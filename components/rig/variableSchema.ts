import type * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import { isRecord } from "../validation/record";
import { didYouMean } from "../validation/problem";
import { codedMessage, ProblemCode } from "../validation/problemCode";
import { keyReference } from "../validation/kubernetes/names";
import { input, object, refusal, type Schema, type TextSchema } from "../validation/primitives";
import type { SettingSource } from "../args";
import { takesConfigMap, takesSecret, variable, variableNames, type Variable } from "./catalogue";
import { apisIn } from "./documents/proxyConfig";
import { listenPort } from "./valueTypes";
import { isReservedVariable } from "./reservedVariables";
import { isPem } from "../validation/pem";
import { replacedMessage } from "./removedVariables";

/** Where RIG's variables may be set by their texts. */
export type SettingsMap = "settings" | "secretSettings";

/** Why a variable of this name can't be set, if it can't. */
function nameProblem(name: string): string | undefined {
    if (isReservedVariable(name)) {
        return reservedMessage;
    }
    return variable(name) === undefined
        ? (replacedMessage(name) ??
              `RIG reads no such variable. ${didYouMean(name, variableNames)}Other variables belong into extraEnv.`)
        : undefined;
}

/** What is said of a variable that isn't the user's. */
export const reservedMessage =
    "this variable belongs to the deployment or to the release's start script and can't be set.";

function refused<T>(message: string) {
    return v.custom<T>(() => false, message);
}

/**
 * A map by the names of RIG's variables; a name that is none of them is a problem of its own.
 *
 * @param value The schema of a variable's value.
 * @param what What the map leads to, for messages.
 */
export function variableMap<T>(
    value: (name: string, row: Variable) => Schema<T>,
    what: string,
): Schema<Record<string, T>> {
    const noMap = v.custom<Record<string, T>>(isRecord, refusal(`a map from RIG's variables to ${what}`));
    return v.lazy((map): Schema<Record<string, T>> => {
        if (!isRecord(map)) {
            return noMap;
        }
        return v.object(
            Object.fromEntries(
                Object.keys(map).map((name): [string, Schema<T>] => {
                    const row = variable(name);
                    const problem = nameProblem(name);
                    return [
                        name,
                        row === undefined || problem !== undefined ? refused<T>(problem ?? "") : value(name, row),
                    ];
                }),
            ),
        );
    });
}

/** The text of a variable in one of the two maps, as RIG reads it. */
export function variableText(map: SettingsMap, row: Variable): TextSchema {
    if (map === "secretSettings") {
        return row.kind === listenPort
            ? refused<string>("probes and Services need to know this port. Move it to settings.")
            : row.kind.text;
    }
    if (row.secret === "always") {
        return refused<string>(misplacedSecret);
    }
    return v.pipe(
        row.kind.text,
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

function revealsSecret({ kind, secret }: Variable, text: string): boolean {
    if (secret === "content") {
        return isPem(text);
    }
    return secret === "possibly" && kind.form !== "document" && hasUserInfo.test(text);
}

function revealsCredential({ kind }: Variable, text: string): boolean {
    return kind.form === "document" && apisIn(text).some(({ hasCredential }) => hasCredential);
}

/** A URL with a user or a password, whether it has a scheme or not; JSON, which may have an @ in it, is none. */
const hasUserInfo = /^([a-z][a-z0-9+.-]*:\/\/)?[^/?#\s"[\]{}]*@/i;

/** Settings or secret settings in RIG's own text, any of which may be known only later. */
export function variableTexts(map: SettingsMap): Schema<Record<string, pulumi.Input<string>>> {
    return variableMap((_, row) => input(variableText(map, row)), "their texts");
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

/** A key of an existing Secret or ConfigMap, as far as the variable takes one. */
export function settingSource(row: Variable): Schema<SettingSource> {
    if (!takesSecret(row)) {
        return refused<SettingSource>("this variable's value is no secret and no file. Set it in settings, by itself.");
    }
    return takesConfigMap(row) ? secretOrConfigMap : secretOnly;
}

/** Settings that come from keys of existing Secrets and ConfigMaps. */
export const settingSources = variableMap((_, row) => settingSource(row), "{existingSecret: …}");
