import * as v from "valibot";
import type { GatewayArgs, SettingSource } from "../components/args";
import { isSensitive, issueProblems, acceptedPart } from "../components/arguments/validate";
import { didYouMean, pathText, problemsError, shown, type Problem } from "../components/validation/problem";
import { isRecord } from "../components/validation/record";
import { quoted, word } from "../components/model/shell";
import { crossFieldProblems } from "../components/arguments/rules";
import { catalogueOf, defaultCatalogue } from "../components/rig/versions";
import type { ClusterChoice } from "../kubernetes/kubeconfig";
import { isKubeconfigText } from "../kubernetes/kubeconfigText";
import { configurationSchemaOf, isKey, keyMetadata, keyNames, type Configuration, type KeyName } from "./keys";
import { isReference, type SettingValue } from "./values";
import { rawConfiguration, type RawConfiguration } from "./rawConfiguration";
import { withCommand } from "./remedies";

/**
 * The default of each key in Pulumi.yaml, by which the program knows that the key isn't set. Pulumi requires every key
 * that Pulumi.yaml describes without a default.
 */
export const placeholder = "";

/** A stack's configuration, read and checked. */
export interface StackConfiguration {
    readonly gateway: GatewayArgs;
    /** The gateway's namespace. The argument of that name may also be an Output. */
    readonly namespace: string;
    readonly cluster: ClusterChoice;
}

/**
 * Reads and checks the configuration of the stack that runs.
 *
 * @throws RunError with all problems in one message, before anything is registered.
 */
export function stackConfiguration(): StackConfiguration {
    return readConfiguration(rawConfiguration());
}

/** {@link stackConfiguration} of a given configuration. */
export function readConfiguration(raw: RawConfiguration): StackConfiguration {
    const { values, problems } = parse(raw);
    const namespace = values.namespace ?? defaultNamespace(values.instance?.stack ?? raw.stack);
    const gateway = gatewayArgs(values, namespace);
    const context = values.kubernetes?.context ?? raw.callerContext;
    problems.push(
        ...foreignKeyProblems(raw),
        ...crossFieldProblems(gateway, problems).map((problem) => ({
            ...problem,
            path: configurationPath(problem.path, values),
        })),
        ...duplicateProblems(values),
        ...contextProblems(values, raw, problems),
    );
    if (problems.length > 0 || context === undefined) {
        const keyOf = (path: Problem["path"]) =>
            path[0] === "" ? String(path[1]) : `${raw.project}:${pathText(path)}`;
        const withCommands = problems.map((problem) => withCommand(problem, raw.project));
        throw problemsError(`The configuration of stack ${raw.stack}`, withCommands, keyOf);
    }
    return { gateway, namespace, cluster: { context, kubeconfig: values.kubeconfig } };
}

/** The valid values, and the problems of the others. */
function parse(raw: RawConfiguration): { values: Configuration; problems: Problem[] } {
    const { found, problems } = rawValues(raw);
    const schema = configurationSchemaOf(catalogueOf(isRecord(found.image) ? found.image : undefined));
    const first = v.safeParse(schema, found);
    problems.push(...issueProblems(first.issues ?? [], isSensitiveKey));
    return { values: first.success ? first.output : acceptedPart(schema, found), problems };
}

function isSensitiveKey(path: Problem["path"], value: unknown): boolean {
    const name = String(path[0]);
    return isSensitive(path, value) || (isKey(name) && keyMetadata(name).secret !== undefined);
}

/** The values of known keys that are secret or plain as their keys require. Their schemas haven't checked them yet. */
function rawValues(raw: RawConfiguration): { found: Record<string, unknown>; problems: Problem[] } {
    const found: Record<string, unknown> = {};
    const problems: Problem[] = [];
    for (const [fullKey, text] of Object.entries(raw.values)) {
        const isSecret = raw.secretKeys.includes(fullKey);
        if (!fullKey.startsWith(`${raw.project}:`) || (text === placeholder && !isSecret)) {
            continue;
        }
        const name = fullKey.slice(raw.project.length + 1);
        const problem = isKey(name)
            ? secrecyProblem(name, fullKey, text, isSecret)
            : `there is no such key. ${unknownKeyHint(name, raw.project)}Remove it: pulumi config rm ${word(fullKey)}`;
        if (problem !== undefined) {
            problems.push({ path: [name], message: problem });
        } else if (isKey(name)) {
            found[name] = keyMetadata(name).text || isDeep(text) ? text : fromJson(text);
        }
    }
    return { found, problems };
}

/** The key or variable that the user may have meant by an unknown key. */
function unknownKeyHint(name: string, project: string): string {
    const { replacedMessage, variable } = defaultCatalogue;
    const secrecy = variable(name)?.secret;
    if (variable(name) === undefined) {
        const replaced = replacedMessage(name);
        return replaced === undefined ? didYouMean(name, keyNames) : `${replaced} `;
    }
    const [map, option] = secrecy === "always" ? ["secretSettings", "--secret "] : ["settings", ""];
    return `It is a variable of RIG: pulumi config set ${option}--path ${quoted(`${project}:${map}.${name}`)}. `;
}

/** Whether brackets are nested more deeply than in any valid value. `JSON.parse` isn't given such a text. */
function isDeep(text: string): boolean {
    let depth = 0;
    for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
        depth += "[{".includes(bracket) ? 1 : -1;
        if (depth > deepest) {
            return true;
        }
    }
    return false;
}

const deepest = 100;

function fromJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

function secrecyProblem(name: KeyName, fullKey: string, text: string, isSecret: boolean): string | undefined {
    const { secret } = keyMetadata(name);
    if (isSecret) {
        return secret === undefined
            ? `it is or holds a secret, but the value of this key can be read in the cluster. ${secretHint(name)}`
            : undefined;
    }
    const needed =
        (secret === "always" && !holdsReferencesOnly(text)) || (secret === "inline" && isKubeconfigText(text));
    if (!needed) {
        return undefined;
    }
    const [path, option] = name === "secretSettings" ? [quoted(`${fullKey}.NAME`), " --path"] : [fullKey, ""];
    return `the value (not shown) is a secret and stands in plain text. Remove it, then: pulumi config set --secret${option} ${path}`;
}

/** Whether the text is a map with nothing but references to existing Secrets, which are no secrets themselves. */
function holdsReferencesOnly(text: string): boolean {
    const value = fromJson(text);
    return isRecord(value) && Object.values(value).every(isReference);
}

function secretHint(name: KeyName): string {
    switch (name) {
        case "settings":
            return "Move secret variables to secretSettings.";
        case "extraEnv":
            return "Put the value into a Secret and name it: {existingSecret: {name: …, key: …}}.";
        default:
            return "Set it without --secret.";
    }
}

function gatewayArgs(values: Configuration, namespace: string): GatewayArgs {
    const { cookie, cookieValue, kubernetes: _kubernetes, kubeconfig: _kubeconfig, ...same } = values;
    const { settings, secretSettings, clusterCheck, ...others } = same;
    const settingsFrom = { ...references(settings), ...references(secretSettings) };
    return {
        ...others,
        ...clusterCheckArgs(clusterCheck),
        ...(settings && { settings: texts(settings) }),
        ...(secretSettings && { secretSettings: texts(secretSettings) }),
        ...(Object.keys(settingsFrom).length > 0 && { settingsFrom }),
        namespace,
        ...((cookie ?? cookieValue) === undefined ? {} : { cookie: { ...cookie, value: cookieValue } }),
    };
}

function clusterCheckArgs(
    clusterCheck: Configuration["clusterCheck"],
): Pick<GatewayArgs, "clusterCheck" | "clusterCheckResources"> {
    return typeof clusterCheck === "object"
        ? { clusterCheck: true, clusterCheckResources: clusterCheck.resources }
        : clusterCheck === undefined
          ? {}
          : { clusterCheck };
}

function texts(settings: Readonly<Record<string, SettingValue>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(settings).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
}

function references(settings: Readonly<Record<string, SettingValue>> = {}): Record<string, SettingSource> {
    return Object.fromEntries(
        Object.entries(settings).flatMap(([name, value]) => (typeof value === "string" ? [] : [[name, value]])),
    );
}

/** References in both maps. The arguments have one map of references, in which a duplicate can't be seen. */
function duplicateProblems({ settings = {}, secretSettings = {} }: Configuration): Problem[] {
    return Object.keys(references(secretSettings))
        .filter((name) => Object.keys(references(settings)).includes(name))
        .map((name) => ({
            path: ["secretSettings", name],
            message: "the variable is in settings, too. Leave it in one of the two.",
        }));
}

/** Changes the characters and the length of a stack's name that a namespace's name can't have. */
function defaultNamespace(stack: string): string {
    return `rig-${stack.toLowerCase()}`
        .replace(/[^a-z0-9-]/g, "-")
        .slice(0, 63)
        .replace(/-+$/, "");
}

/** The path of an argument's value in the configuration. */
function configurationPath([argument = "", ...rest]: Problem["path"], values: Configuration): Problem["path"] {
    if (argument === "settingsFrom") {
        const inSettings = Object.keys(values.settings ?? {}).includes(String(rest[0]));
        return [inSettings ? "settings" : "secretSettings", ...rest];
    }
    if (argument === "clusterCheckResources") {
        return ["clusterCheck", "resources", ...rest];
    }
    return argument === "cookie" && rest[0] === "value" ? ["cookieValue"] : [argument, ...rest];
}

/** Refuses configuration of Pulumi's default provider: it has no effect, and people would rely on it. */
function foreignKeyProblems(raw: RawConfiguration): Problem[] {
    return Object.keys(raw.values)
        .filter((key) => key.startsWith("kubernetes:"))
        .map((key) => ({
            path: ["", key],
            message: `the default provider isn't used. Name the cluster with ${raw.project}:kubernetes: {context: …} instead, and: pulumi config rm ${word(key)}`,
        }));
}

function contextProblems(values: Configuration, raw: RawConfiguration, found: readonly Problem[]): Problem[] {
    const own = values.kubernetes?.context;
    const path = ["kubernetes", "context"];
    if (own !== undefined && raw.callerContext !== undefined && own !== raw.callerContext) {
        return [
            {
                path,
                message: `${shown(own)} contradicts the caller, who chose ${shown(raw.callerContext)} (RIG_CONTEXT). Change one of them.`,
            },
        ];
    }
    const reported = found.some(({ path: [key] }) => key === "kubernetes");
    return own === undefined && raw.callerContext === undefined && !reported
        ? [
              {
                  path,
                  message: `is missing: which cluster is meant? The current context is never used silently. Choose one of \`kubectl config get-contexts -o name\`: pulumi config set --path ${raw.project}:kubernetes.context NAME`,
              },
          ]
        : [];
}
