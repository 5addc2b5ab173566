import * as v from "valibot";
import type { KeyReference } from "../components/args";
import { issuePath, pathText, type Problem } from "../components/problems";
import { refusalStart } from "../components/schema/leaves";
import { variable } from "../components/settings/catalogue";
import { withoutNames } from "../components/settings/documents";
import { isMounted } from "../components/settings/kinds";
import { fitsVariable } from "../components/settings/limits";
import { isPem } from "../components/settings/pem";
import { settingsProblems } from "../components/settings/relations";
import { withCommand } from "../config";
import { objectProblem, type Expectation } from "./expectation";
import type { ClusterReader, FoundObject } from "./reader";

/** A key of an existing object that a variable takes its value from. */
interface Reference {
    readonly variable: string;
    readonly kind: "Secret" | "ConfigMap";
    readonly key: KeyReference;
}

/** What is known of a variable that is taken from an object. */
interface KnownText {
    readonly kind: Reference["kind"];
    readonly text: string;
}

/**
 * Checks that the Secrets and ConfigMaps that variables take their values from are there, with a key that the variable
 * can be set to: a pod would wait for them until the deployment has failed. What may not be read is left to the kubelet.
 */
export async function referenceProblems(reader: ClusterReader, expectation: Expectation): Promise<Problem[]> {
    const { namespace, gateway } = expectation;
    const known = new Map<string, KnownText>();
    const found = await Promise.all(
        keys({ ...gateway.settingsFrom, ...gateway.extraEnv }).map(async (reference) => {
            const object = { apiVersion: "v1", kind: reference.kind, name: reference.key.name, namespace };
            const lookup = await reader.find(object);
            if (lookup === "forbidden") {
                return [];
            }
            if (lookup === "absent") {
                const message = `it doesn't exist, and ${reference.variable} is taken from it. Make it first.`;
                return [objectProblem(object, message)];
            }
            const text = valueOf(reference, lookup);
            const message = text === undefined ? keyProblem(reference, lookup) : valueProblem(reference, text);
            if (text !== undefined && message === undefined) {
                known.set(reference.variable, { kind: reference.kind, text });
            }
            return message === undefined ? [] : [objectProblem(object, message)];
        }),
    );
    return [...found.flat(), ...(known.size > 0 ? togetherProblems(expectation, known) : [])];
}

/** What the variables say together, now that it is known what the objects have. Nothing of a Secret is shown. */
function togetherProblems({ project, gateway }: Expectation, known: ReadonlyMap<string, KnownText>): Problem[] {
    const { settings, secretSettings, settingsFrom = {}, extraEnv = {} } = gateway;
    const texts = (kind: Reference["kind"]) =>
        Object.fromEntries(
            Object.keys(settingsFrom).flatMap((name): [string, string][] => {
                const found = known.get(name);
                return found?.kind === kind ? [[name, found.text]] : [];
            }),
        );
    const complete = {
        ...gateway,
        settings: { ...settings, ...texts("ConfigMap") },
        secretSettings: { ...secretSettings, ...texts("Secret") },
        settingsFrom: Object.fromEntries(Object.entries(settingsFrom).filter(([name]) => !known.has(name))),
        extraEnv: Object.fromEntries(
            Object.entries(extraEnv).map(([name, source]) => [name, { value: known.get(name)?.text, ...source }]),
        ),
    };
    return settingsProblems(complete, []).map((problem) => {
        const path = problem.path.slice(-1);
        // What an object has isn't set by a command of Pulumi.
        return known.has(path.join()) ? { path, message: problem.message } : { ...withCommand(problem, project), path };
    });
}

function keys(
    sources: Readonly<Record<string, { existingSecret?: KeyReference; existingConfigMap?: KeyReference }>>,
): Reference[] {
    return Object.entries(sources).flatMap(([name, { existingSecret, existingConfigMap }]): Reference[] => [
        ...(existingSecret ? [{ variable: name, kind: "Secret" as const, key: existingSecret }] : []),
        ...(existingConfigMap ? [{ variable: name, kind: "ConfigMap" as const, key: existingConfigMap }] : []),
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

function valueProblem({ variable: name, key }: Reference, text: string): string | undefined {
    const row = variable(name);
    const subject = `what it has under ${key.key} (not shown)`;
    if (row === undefined) {
        return fitsVariable(text) ? undefined : `${subject} is too long for ${name}, or holds a zero byte.`;
    }
    // What is mounted, and a key as PEM text, may end so.
    if (!isMounted(row.kind) && !isPem(text) && /[\r\n]$/.test(text)) {
        return `${subject} ends with an end of line, which would be a part of ${name}. Make it without: with printf, not echo.`;
    }
    const result = v.safeParse(row.kind.foreign ?? row.kind.content ?? row.kind.text, text);
    if (result.success) {
        return undefined;
    }
    const [issue] = result.issues;
    const place = pathText([name, ...withoutNames(issuePath(issue))]);
    return `${subject} is not allowed for ${place}${issue.message.startsWith(refusalStart) ? "." : ":"} ${issue.message}`;
}
