import { isDeepStrictEqual } from "node:util";
import type { Problem } from "../components/validation/problem";
import { configuredVariables } from "../components/rig/configuredVariables";
import { variableProblems } from "../components/rig/rules";
import { expiryProblems } from "../components/rig/rules/certificateExpiry";
import { shortKeys } from "../components/rig/warnings";
import { withCommand } from "../stack";
import type { DesiredState } from "../deployed/desiredState";
import { inUseWarning, type Findings } from "./findings";

/** The value of a variable in an existing object. */
export interface ReferencedText {
    readonly kind: "Secret" | "ConfigMap";
    readonly text: string;
    /** Whether the gateway's pods take it from there already. */
    readonly isUsed: boolean;
}

/** The values in existing objects, by the names of their variables. */
export type ReferencedTexts = ReadonlyMap<string, ReferencedText>;

/**
 * Checks the rules between variables with the values in existing objects. No message has a value of a Secret. What the
 * objects in use break among themselves, whatever the configuration says, is a warning: this update doesn't cause it.
 */
export function crossFieldFindings(desired: DesiredState, referenced: ReferencedTexts): Findings {
    const used = new Map([...referenced].filter(([, { isUsed }]) => isUsed));
    const earlier = crossFieldProblems({ ...desired, gateway: withUnknownTexts(desired.gateway) }, used);
    const isEarlier = (problem: Problem) => earlier.some((each) => isDeepStrictEqual(each, problem));
    const problems = crossFieldProblems(desired, referenced);
    return {
        problems: problems.filter((problem) => !isEarlier(problem)),
        warnings: [...problems.filter(isEarlier).map(inUseWarning), ...keyWarnings(desired, referenced)],
    };
}

function crossFieldProblems({ project, gateway }: DesiredState, referenced: ReferencedTexts): Problem[] {
    const complete = withReferencedTexts(gateway, referenced);
    const expired = expiryProblems(complete).filter(({ path }) => referenced.has(path.slice(-1).join()));
    return [...variableProblems(complete, []), ...expired].map((problem) => {
        const path = problem.path.slice(-1);
        // No command of Pulumi's sets a value in an existing object.
        return referenced.has(path.join())
            ? { path, message: problem.message }
            : { ...withCommand(problem, project), path };
    });
}

/** Warnings about short keys. The component itself warns when the configuration has both the key and its algorithm. */
function keyWarnings({ gateway }: DesiredState, referenced: ReferencedTexts): Problem[] {
    return ["JWT_SECRET_KEY", "JWT_ALG"].some((name) => referenced.has(name))
        ? shortKeys(configuredVariables(withReferencedTexts(gateway, referenced))).map(({ path, message }) => ({
              path: path.slice(-1),
              message,
          }))
        : [];
}

/** The gateway without the values in its configuration: each is a promise, which counts as a value known only later. */
function withUnknownTexts(gateway: DesiredState["gateway"]): DesiredState["gateway"] {
    const unknown = Promise.resolve("");
    const allUnknown = (texts: Readonly<Record<string, unknown>> = {}) =>
        Object.fromEntries(Object.keys(texts).map((name) => [name, unknown]));
    return {
        ...gateway,
        settings: allUnknown(gateway.settings),
        secretSettings: allUnknown(gateway.secretSettings),
        extraEnv: Object.fromEntries(
            Object.entries(gateway.extraEnv ?? {}).map(([name, source]) => [
                name,
                source.value === undefined ? source : { value: unknown },
            ]),
        ),
    };
}

/** The gateway with the values in existing objects, as if the configuration had them. */
function withReferencedTexts(gateway: DesiredState["gateway"], referenced: ReferencedTexts): DesiredState["gateway"] {
    const { settings, secretSettings, settingsFrom = {}, extraEnv = {} } = gateway;
    const texts = (kind: ReferencedText["kind"]) =>
        Object.fromEntries(
            Object.keys(settingsFrom).flatMap((name): [string, string][] => {
                const found = referenced.get(name);
                return found?.kind === kind ? [[name, found.text]] : [];
            }),
        );
    return {
        ...gateway,
        settings: { ...settings, ...texts("ConfigMap") },
        secretSettings: { ...secretSettings, ...texts("Secret") },
        settingsFrom: Object.fromEntries(Object.entries(settingsFrom).filter(([name]) => !referenced.has(name))),
        extraEnv: Object.fromEntries(
            Object.entries(extraEnv).map(([name, source]) => [name, { value: referenced.get(name)?.text, ...source }]),
        ),
    };
}
