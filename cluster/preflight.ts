import type { GatewayArgs, KeyReference } from "../components/args";
import { allowedCookie, isUsableCookie } from "../components/plan/cookie";
import { instanceLabelKey } from "../components/plan/labels";
import { defaultName, instanceLabel, objectNames } from "../components/plan/naming";
import { plannedObjects } from "../components/plan/objects";
import { defaultReplicas } from "../components/plan/size";
import { problemsError, type Problem } from "../components/problems";
import type { ClusterReader, FoundObject, ObjectReference } from "./reader";

/** The oldest minor version that knows everything used here: the `sleep` action of preStop is on since 1.30. */
const oldestMinor = 30;

/** What the cluster is checked for. */
export interface Expectation {
    readonly project: string;
    readonly stack: string;
    readonly namespace: string;
    readonly gateway: Omit<GatewayArgs, "namespace">;
}

/**
 * Checks, before anything is registered, that the cluster is new enough, that no object under the gateway's names
 * belongs to someone else (Pulumi would take it over without a word), and that what must exist beforehand does.
 *
 * @throws RunError with all problems in one message.
 */
export async function preflight(reader: ClusterReader, expectation: Expectation): Promise<void> {
    const found = await Promise.all([
        namespaceProblems(reader, expectation),
        ownershipProblems(reader, expectation),
        cookieProblems(reader, expectation),
    ]);
    const problems = [...versionProblems(reader), ...found.flat()];
    if (problems.length > 0) {
        throw problemsError(`Stack ${expectation.stack}, as the cluster is,`, problems);
    }
}

function versionProblems({ minorVersion }: ClusterReader): Problem[] {
    return minorVersion < oldestMinor
        ? [
              {
                  path: ["Kubernetes"],
                  message: `the API server is 1.${minorVersion}. Allowed: 1.${oldestMinor} or newer.`,
              },
          ]
        : [];
}

async function namespaceProblems(reader: ClusterReader, expectation: Expectation): Promise<Problem[]> {
    const reference = { apiVersion: "v1", kind: "Namespace", name: expectation.namespace };
    if (expectation.gateway.createNamespace ?? true) {
        const hint = "To use it as it is, set createNamespace to false; else choose another namespace.";
        return foreign(reference, await reader.find(reference), expectation, hint);
    }
    // Who may deploy into one namespace may not always read namespaces; what can't be seen is left to the API server.
    const readable = await reader.find({ apiVersion: "v1", kind: "Namespace", name: "default" });
    return readable !== undefined && (await reader.find(reference)) === undefined
        ? [
              {
                  path: [`Namespace ${expectation.namespace}`],
                  message:
                      "it doesn't exist, and createNamespace is false. Make it first, or set createNamespace to true.",
              },
          ]
        : [];
}

async function ownershipProblems(reader: ClusterReader, expectation: Expectation): Promise<Problem[]> {
    const { gateway, namespace } = expectation;
    const planned = plannedObjects(objectNames(gateway.name ?? defaultName), {
        ownCookie: gateway.cookie?.existingSecret === undefined,
        disruptionBudget: (gateway.replicas ?? defaultReplicas) >= 2,
        networkPolicies: gateway.networkPolicy?.enabled ?? true,
    });
    const hint = "Choose another name or namespace for this stack.";
    const problems = await Promise.all(
        planned.map(async (object) => {
            const reference = { ...object, namespace };
            return foreign(reference, await reader.find(reference), expectation, hint);
        }),
    );
    return problems.flat();
}

/** A problem when the object exists and isn't this gateway's own. */
function foreign(
    reference: ObjectReference,
    found: FoundObject | undefined,
    { project, stack, gateway }: Expectation,
    hint: string,
): Problem[] {
    const own = instanceLabel({ project, stack, name: gateway.name ?? defaultName });
    const instance = found?.labels[instanceLabelKey];
    if (found === undefined || instance === own) {
        return [];
    }
    const owner = instance === undefined ? "isn't this gateway's" : `belongs to ${instance}`;
    return [{ path: [title(reference)], message: `it exists already and ${owner}. ${hint}` }];
}

function title({ kind, name, namespace }: ObjectReference): string {
    return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

async function cookieProblems(reader: ClusterReader, { gateway, namespace }: Expectation): Promise<Problem[]> {
    const existing = gateway.cookie?.existingSecret;
    if (existing === undefined) {
        return [];
    }
    const reference = { apiVersion: "v1", kind: "Secret", name: existing.name, namespace };
    const message = existingCookieProblem(existing, await reader.find(reference));
    return message === undefined ? [] : [{ path: [title(reference)], message }];
}

function existingCookieProblem({ key }: KeyReference, secret: FoundObject | undefined): string | undefined {
    if (secret === undefined) {
        return "it doesn't exist, and cookie.existingSecret names it. Make it first, or leave the key out for a generated cookie.";
    }
    const encoded = secret.data[key];
    if (encoded === undefined) {
        const keys = Object.keys(secret.data).join(", ") || "none";
        return `it has no key ${key}, which cookie.existingSecret names. It has: ${keys}.`;
    }
    return isUsableCookie(Buffer.from(encoded, "base64").toString())
        ? undefined
        : `the cookie under ${key} (not shown) is not usable. Allowed: ${allowedCookie}.`;
}
