import * as v from "valibot";
import type { KeyReference } from "../components/args";
import { apisIn, withoutNames } from "../components/rig/documents/proxyConfig";
import { fitsVariable } from "../components/rig/limits";
import { isMounted } from "../components/rig/valueTypes";
import { catalogueOf } from "../components/rig/versions";
import type { Catalogue } from "../components/rig/catalogue";
import { isPem } from "../components/validation/pem";
import { issuePath, pathText } from "../components/validation/problem";
import { problemCode, ProblemCode } from "../components/validation/problemCode";
import { objectProblem, type DesiredState } from "../deployed/desiredState";
import { isInUse, type KeysInUse } from "../deployed/keysInUse";
import type { ClusterReader, FoundObject, Lookup, ObjectReference } from "../kubernetes/reader";
import { crossFieldFindings, type ReferencedText } from "./crossFieldRules";
import { absenceFindings, allFindings, contentFindings, type Findings } from "./findings";

/** The key of an existing object from which a variable takes its value. */
interface Reference {
    readonly variable: string;
    readonly kind: ReferencedText["kind"];
    readonly key: KeyReference;
    /** Whether the gateway's pods take it from there already. */
    readonly isUsed: boolean;
}

/** What was found of a reference; the text is left out when the variable can't have it, or nobody may read it. */
interface CheckedReference {
    readonly findings: Findings;
    readonly text?: string;
}

/**
 * Checks that the Secrets and ConfigMaps from which variables take their values exist, and that each key has a value that
 * the variable can have: a pod would wait for them until the deployment fails. Objects that the user may not read are left
 * to the kubelet. A fault of a key that the pods use already is a warning, so that other changes remain possible.
 */
export async function referenceFindings(
    reader: ClusterReader,
    { namespace, ...desired }: DesiredState,
    inUse: KeysInUse,
): Promise<Findings> {
    const catalogue = catalogueOf(desired.gateway.image);
    const checked = await Promise.all(
        references({ ...desired.gateway.settingsFrom, ...desired.gateway.extraEnv }, inUse).map(async (reference) => {
            const object = { apiVersion: "v1", kind: reference.kind, name: reference.key.name, namespace };
            return { reference, ...checkReference(reference, object, await reader.find(object), catalogue) };
        }),
    );
    const texts = new Map(
        checked.flatMap(({ reference: { variable, kind, isUsed }, text }): [string, ReferencedText][] =>
            text === undefined ? [] : [[variable, { kind, text, isUsed }]],
        ),
    );
    const together = texts.size > 0 ? [crossFieldFindings({ ...desired, namespace }, texts)] : [];
    return allFindings([...checked.map(({ findings }) => findings), ...together]);
}

function checkReference(
    reference: Reference,
    object: ObjectReference,
    found: Lookup,
    catalogue: Catalogue,
): CheckedReference {
    const { isUsed } = reference;
    if (found === "forbidden") {
        return { findings: none };
    }
    if (found === "absent") {
        const message = `it doesn't exist, and ${reference.variable} is taken from it. Make it first.`;
        return { findings: absenceFindings(objectProblem(object, message), isUsed) };
    }
    const text = textOf(reference, found);
    if (text === undefined) {
        return { findings: absenceFindings(objectProblem(object, missingKeyMessage(reference, found)), isUsed) };
    }
    const message = valueMessage(reference, text, catalogue);
    if (message !== undefined) {
        return { findings: contentFindings([objectProblem(object, message)], isUsed) };
    }
    const isUnanchored =
        reference.variable === "PROXY_CONFIG_FILE" && !apisIn(text).every((api) => api.matchesWholePaths);
    return {
        text,
        findings: isUnanchored ? { problems: [], warnings: [objectProblem(object, unanchoredExpressions)] } : none,
    };
}

const none: Findings = { problems: [], warnings: [] };

const unanchoredExpressions =
    "its API definitions aren't rewritten, and RIG anchors only the end of a path_regex: /x forwards /any/x, too, and an open endpoint may hide a secured one. Write each expression as ^^(?:/x)$.";

function references(
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

function textOf({ kind, key: { key } }: Reference, { data }: FoundObject): string | undefined {
    const value = Object.entries(data).find(([each]) => each === key)?.[1];
    return value === undefined || kind === "ConfigMap" ? value : Buffer.from(value, "base64").toString();
}

function missingKeyMessage({ variable: name, key }: Reference, { data }: FoundObject): string {
    const names = Object.keys(data).join(", ") || "none";
    return `it has no key ${key.key}, and ${name} is taken from it. It has: ${names}.`;
}

function valueMessage({ variable: name, key }: Reference, text: string, catalogue: Catalogue): string | undefined {
    const row = catalogue.variable(name);
    const subject = `what it has under ${key.key} (not shown)`;
    if (row === undefined) {
        return fitsVariable(text) ? undefined : `${subject} is too long for ${name}, or has a zero byte.`;
    }
    // A mounted file and a key as PEM text may end with an end of line.
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
