import * as v from "valibot";
import type { KeyReference } from "../components/args";
import type { Problem } from "../components/problems";
import { variable } from "../components/settings/catalogue";
import { settingsProblems } from "../components/settings/relations";
import { objectProblem, type Expectation } from "./expectation";
import type { ClusterReader, FoundObject } from "./reader";

/** A key of an existing object that a variable takes its value from. */
interface Reference {
    readonly variable: string;
    readonly kind: "Secret" | "ConfigMap";
    readonly key: KeyReference;
}

/**
 * Checks that the Secrets and ConfigMaps that variables take their values from are there, with a key that the variable
 * can be set to: a pod would wait for them until the deployment has failed. What may not be read is left to the kubelet.
 */
export async function referenceProblems(
    reader: ClusterReader,
    { namespace, gateway }: Expectation,
): Promise<Problem[]> {
    const references = keys({ ...gateway.settingsFrom, ...gateway.extraEnv });
    const texts: Record<string, string> = {};
    const found = await Promise.all(
        references.map(async (reference) => {
            const object = { apiVersion: "v1", kind: reference.kind, name: reference.key.name, namespace };
            const lookup = await reader.find(object);
            const message =
                lookup === "forbidden"
                    ? undefined
                    : lookup === "absent"
                      ? `it doesn't exist, and ${reference.variable} is taken from it. Make it first.`
                      : valueProblem(reference, lookup);
            if (message === undefined && typeof lookup === "object") {
                texts[reference.variable] = valueOf(reference, lookup) ?? "";
            }
            return message === undefined ? [] : [objectProblem(object, message)];
        }),
    );
    return [...found.flat(), ...togetherProblems(gateway, texts)];
}

/** What the variables say together, now that it is known what the objects have. Nothing of it is shown. */
function togetherProblems(gateway: Expectation["gateway"], texts: Readonly<Record<string, string>>): Problem[] {
    const { settingsFrom = {}, secretSettings = {} } = gateway;
    const known = Object.fromEntries(
        Object.entries(texts).filter(([name]) => Object.keys(settingsFrom).includes(name)),
    );
    const others = Object.entries(settingsFrom).filter(([name]) => !Object.keys(known).includes(name));
    const complete = {
        ...gateway,
        secretSettings: { ...secretSettings, ...known },
        settingsFrom: Object.fromEntries(others),
    };
    return settingsProblems(complete, []).map(({ path, message }) => ({ path: path.slice(-1), message }));
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

function valueProblem(reference: Reference, object: FoundObject): string | undefined {
    const { variable: name, key } = reference;
    const text = valueOf(reference, object);
    if (text === undefined) {
        const names = Object.keys(object.data).join(", ") || "none";
        return `it has no key ${key.key}, and ${name} is taken from it. It has: ${names}.`;
    }
    const row = variable(name);
    return row === undefined || v.is(row.kind.content ?? row.kind.text, text)
        ? undefined
        : `what it has under ${key.key} (not shown) is not allowed for ${name}. Allowed: ${row.kind.title}.`;
}
