import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import type { KeyReference } from "../components/args";
import { issuePath, pathText, type Problem } from "../components/validation/problem";
import { problemCode, ProblemCode } from "../components/validation/problemCode";
import type { Catalogue } from "../components/rig/catalogue";
import { catalogueOf } from "../components/rig/versions";
import { apisIn, withoutNames } from "../components/rig/documents/proxyConfig";
import { expiryProblems } from "../components/rig/rules/certificateExpiry";
import { configuredVariables } from "../components/rig/configuredVariables";
import { isMounted } from "../components/rig/valueTypes";
import { fitsVariable } from "../components/rig/limits";
import { isPem } from "../components/validation/pem";
import { variableProblems } from "../components/rig/rules";
import { shortKeys } from "../components/rig/warnings";
import { withCommand } from "../stack";
import {
    absenceFindings,
    allFindings,
    contentFindings,
    inUseWarning,
    objectProblem,
    type DesiredState,
    type Findings,
} from "../deployed/desiredState";
import { isInUse, type KeysInUse } from "../deployed/keysInUse";
import type { ClusterReader, FoundObject } from "../kubernetes/reader";

/** A key of an existing object that a variable takes its value from. */
interface Reference {
    readonly variable: string;
    readonly kind: "Secret" | "ConfigMap";
    readonly key: KeyReference;
    /** Whether the gateway's pods take it from there already. */
    readonly isUsed: boolean;
}

/** What is known of a variable that is taken from an object. */
interface KnownText {
    readonly kind: Reference["kind"];
    readonly text: string;
    readonly isUsed: boolean;
}

/**
 * Checks that the Secrets and ConfigMaps that variables take their values from are there, with a key that the variable
 * can be set to: a pod would wait for them until the deployment has failed. What may not be read is left to the kubelet.
 * What became wrong in an object from which the pods take it already, or is gone from it, is no reason to refuse another
 * change.
 */
export async function referenceFindings(
    reader: ClusterReader,
    desired: DesiredState,
    inUse: KeysInUse,
): Promise<Findings> {
    const { namespace, gateway } = desired;
    const known = new Map<string, KnownText>();
    const found = await Promise.all(
        keys({ ...gateway.settingsFrom, ...gateway.extraEnv }, inUse).map(async (reference) => {
            const object = { apiVersion: "v1", kind: reference.kind, name: reference.key.name, namespace };
            const lookup = await reader.find(object);
            const { isUsed } = reference;
            if (lookup === "forbidden") {
                return nothing;
            }
            if (lookup === "absent") {
                const message = `it doesn't exist, and ${reference.variable} is taken from it. Make it first.`;
                return absenceFindings(objectProblem(object, message), isUsed);
            }
            const text = valueOf(reference, lookup);
            if (text === undefined) {
                return absenceFindings(objectProblem(object, keyProblem(reference, lookup)), isUsed);
            }
            const message = valueProblem(reference, text, catalogueOf(gateway.image));
            if (message !== undefined) {
                return contentFindings([objectProblem(object, message)], isUsed);
            }
            known.set(reference.variable, { kind: reference.kind, text, isUsed });
            return reference.variable === "PROXY_CONFIG_FILE" && !apisIn(text).every((api) => api.matchesWholePaths)
                ? { problems: [], warnings: [objectProblem(object, openExpressions)] }
                : nothing;
        }),
    );
    return allFindings([...found, ...(known.size > 0 ? [togetherFindings(desired, known)] : [])]);
}

const openExpressions =
    "its API definitions aren't rewritten, and RIG anchors only the end of a path_regex: /x forwards /any/x, too, and an open endpoint may hide a secured one. Write each expression as ^^(?:/x)$.";

const nothing: Findings = { problems: [], warnings: [] };

/**
 * What the variables say together, now that it is known what the objects have. Nothing of a Secret is shown. What the
 * objects in use say among themselves, whatever the configuration says, isn't brought in by a change.
 */
function togetherFindings(desired: DesiredState, known: ReadonlyMap<string, KnownText>): Findings {
    const used = new Map([...known].filter(([, { isUsed }]) => isUsed));
    const old = togetherProblems({ ...desired, gateway: withoutOwnTexts(desired.gateway) }, used);
    const isOld = (problem: Problem) => old.some((each) => isDeepStrictEqual(each, problem));
    const problems = togetherProblems(desired, known);
    return {
        problems: problems.filter((problem) => !isOld(problem)),
        warnings: [...problems.filter(isOld).map(inUseWarning), ...keyWarnings(desired, known)],
    };
}

/** The component warns of a key that the configuration has, with its algorithm. */
function keyWarnings({ gateway }: DesiredState, known: ReadonlyMap<string, KnownText>): Problem[] {
    return ["JWT_SECRET_KEY", "JWT_ALG"].some((name) => known.has(name))
        ? shortKeys(configuredVariables(withKnownTexts(gateway, known))).map(({ path, message }) => ({
              path: path.slice(-1),
              message,
          }))
        : [];
}

/** The same gateway, but nobody knows what the configuration sets its variables to. */
function withoutOwnTexts(gateway: DesiredState["gateway"]): DesiredState["gateway"] {
    const later = Promise.resolve("");
    const unknown = (texts: Readonly<Record<string, unknown>> = {}) =>
        Object.fromEntries(Object.keys(texts).map((name) => [name, later]));
    return {
        ...gateway,
        settings: unknown(gateway.settings),
        secretSettings: unknown(gateway.secretSettings),
        extraEnv: Object.fromEntries(
            Object.entries(gateway.extraEnv ?? {}).map(([name, source]) => [
                name,
                source.value === undefined ? source : { value: later },
            ]),
        ),
    };
}

/** The gateway with the texts that the objects have, each as if it stood in the configuration. */
function withKnownTexts(
    gateway: DesiredState["gateway"],
    known: ReadonlyMap<string, KnownText>,
): DesiredState["gateway"] {
    const { settings, secretSettings, settingsFrom = {}, extraEnv = {} } = gateway;
    const texts = (kind: Reference["kind"]) =>
        Object.fromEntries(
            Object.keys(settingsFrom).flatMap((name): [string, string][] => {
                const found = known.get(name);
                return found?.kind === kind ? [[name, found.text]] : [];
            }),
        );
    return {
        ...gateway,
        settings: { ...settings, ...texts("ConfigMap") },
        secretSettings: { ...secretSettings, ...texts("Secret") },
        settingsFrom: Object.fromEntries(Object.entries(settingsFrom).filter(([name]) => !known.has(name))),
        extraEnv: Object.fromEntries(
            Object.entries(extraEnv).map(([name, source]) => [name, { value: known.get(name)?.text, ...source }]),
        ),
    };
}

/** What the variables say together, now that it is known what the objects have. Nothing of a Secret is shown. */
function togetherProblems({ project, gateway }: DesiredState, known: ReadonlyMap<string, KnownText>): Problem[] {
    const complete = withKnownTexts(gateway, known);
    const expired = expiryProblems(complete).filter(({ path }) => known.has(path.slice(-1).join()));
    return [...variableProblems(complete, []), ...expired].map((problem) => {
        const path = problem.path.slice(-1);
        // What an object has isn't set by a command of Pulumi.
        return known.has(path.join()) ? { path, message: problem.message } : { ...withCommand(problem, project), path };
    });
}

function keys(
    sources: Readonly<Record<string, { existingSecret?: KeyReference; existingConfigMap?: KeyReference }>>,
    inUse: KeysInUse,
): Reference[] {
    const reference = (variable: string, kind: Reference["kind"], key: KeyReference | undefined): Reference[] =>
        key === undefined ? [] : [{ variable, kind, key, isUsed: isInUse(inUse, variable, { kind, ...key }) }];
    return Object.entries(sources).flatMap(([name, { existingSecret, existingConfigMap }]) => [
        ...reference(name, "Secret", existingSecret),
        ...reference(name, "ConfigMap", existingConfigMap),
    ]);
}

function valueOf({ kind, key: { key } }: Reference, { data }: FoundObject): string | undefined {
    const value = Object.entries(data).find(([each]) => each === key)?.[1];
    return value === undefined || kind === "ConfigMap" ? value : Buffer.from(value, "base64").toString();
}

function keyProblem({ variable: name, key }: Reference, { data }: FoundObject): string {
    const names = Object.keys(data).join(", ") || "none";
    return `it has no key ${key.key}, and ${name} is taken from it. It has: ${names}.`;
}

function valueProblem({ variable: name, key }: Reference, text: string, catalogue: Catalogue): string | undefined {
    const row = catalogue.variable(name);
    const subject = `what it has under ${key.key} (not shown)`;
    if (row === undefined) {
        return fitsVariable(text) ? undefined : `${subject} is too long for ${name}, or holds a zero byte.`;
    }
    // What is mounted, and a key as PEM text, may end so.
    if (!isMounted(row.type) && !isPem(text) && /[\r\n]$/.test(text)) {
        return `${subject} ends with an end of line, which would be a part of ${name}. Make it without: with printf, not echo.`;
    }
    const result = v.safeParse(row.type.foreign ?? row.type.content ?? row.type.text, text);
    if (result.success) {
        return undefined;
    }
    const [issue] = result.issues;
    const place = pathText([name, ...withoutNames(issuePath(issue))]);
    return `${subject} is not allowed for ${place}${problemCode(issue.message) === ProblemCode.ValueNotAllowed ? "." : ":"} ${issue.message}`;
}
