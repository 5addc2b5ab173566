import { Method } from "../components/args";
import { hasDisruptionBudget } from "../components/plan/disruptions";
import { instanceLabelKey, managerLabelKey } from "../components/plan/labels";
import { defaultName, identityIn, stackIn } from "../components/plan/naming";
import { plannedObjects, type PlannedObject } from "../components/plan/objects";
import { isRecord } from "../components/plan/records";
import { word } from "../components/plan/shell";
import { pathText, problemsError, type Problem } from "../components/problems";
import { replacesAtOnce } from "../components/rotation";
import { addressFamilyFindings } from "./addressFamilies";
import { adoptionLabel } from "./adoptees";
import { adoptionStepProblems } from "./adoption";
import { adoptionHint } from "./adoptionHint";
import { autoscalerFindings } from "./autoscalers";
import {
    allFindings,
    expectedNames,
    isByPulumi,
    ownInstance,
    title,
    unreadable,
    type Expectation,
} from "./expectation";
import { existingCookieFindings } from "./existingCookie";
import { newExpiryProblems } from "./expiry";
import { keysInUse } from "./keysInUse";
import { kubeletFindings } from "./kubelets";
import { quotaFindings } from "./quotas";
import { referenceFindings } from "./references";
import { otherSecretProblems, rotationProblems } from "./rotation";
import { terminating } from "./terminating";
import { tlsFindings } from "./tls";
import type { ClusterReader, FoundObject, Lookup, ObjectReference } from "./reader";
import { ownership } from "./ownership";
import type { ReleaseRecord } from "./release";

/** The oldest minor version that knows everything used here: the `sleep` action of preStop is on since 1.30. */
const oldestMinor = 30;

/**
 * Checks, before anything is registered, that the cluster is new enough, that no object under the gateway's names
 * belongs to someone else (Pulumi would take it over without a word), and that what must exist beforehand does.
 *
 * @returns Warnings of what is wrong already, and would become no worse.
 * @throws RunError with all problems in one message.
 */
export async function preflight(reader: ClusterReader, expectation: Expectation): Promise<string[]> {
    const inUse = await keysInUse(reader, expectation);
    const found = await Promise.all([
        namespaceProblems(reader, expectation),
        ownershipProblems(reader, expectation),
        otherSecretProblems(reader, expectation),
        newExpiryProblems(reader, expectation, inUse),
    ]);
    const content = allFindings(
        await Promise.all([
            existingCookieFindings(reader, expectation),
            referenceFindings(reader, expectation, inUse),
            tlsFindings(reader, expectation, inUse),
            quotaFindings(reader, expectation),
            autoscalerFindings(reader, expectation),
            kubeletFindings(reader),
            addressFamilyFindings(reader, expectation),
        ]),
    );
    const problems = [
        ...versionProblems(reader),
        ...releaseProblems(expectation),
        ...rotationProblems(expectation),
        ...found.flat(),
        ...content.problems,
    ];
    if (problems.length > 0) {
        throw problemsError(`Stack ${expectation.stack}, as the cluster is,`, problems);
    }
    return content.warnings.map(({ path, message }) => `${pathText(path)}: ${message}`);
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
    const found = await reader.find(reference);
    const end = terminating(reference, found);
    if (end !== undefined) {
        return [end];
    }
    if (expectation.gateway.createNamespace ?? true) {
        const hint = "To use it as it is, set createNamespace to false; else choose another namespace.";
        return foreign(reference, found, expectation, hint);
    }
    // Who may deploy into one namespace may not always read namespaces; what can't be seen is left to the API server.
    if (found === "forbidden") {
        return [];
    }
    const path = [title(reference)];
    if (found === "absent") {
        const message =
            "it doesn't exist, and createNamespace is false. Make it first, or set createNamespace to true.";
        return [{ path, message }];
    }
    return found.labels[instanceLabelKey] === ownInstance(expectation)
        ? [
              {
                  path,
                  message:
                      "this stack made it, and with createNamespace set to false would delete it, with everything in it. " +
                      "Set createNamespace to true again.",
              },
          ]
        : [];
}

async function ownershipProblems(reader: ClusterReader, expectation: Expectation): Promise<Problem[]> {
    const { gateway, namespace, adoptees } = expectation;
    const planned = plannedObjects(expectedNames(expectation), {
        ownCookie: gateway.cookie?.existingSecret === undefined,
        disruptionBudget: hasDisruptionBudget(gateway),
        autoscaler: gateway.autoscaling !== undefined,
        networkPolicies: gateway.networkPolicy?.enabled ?? true,
        certificate: gateway.tls?.issuer !== undefined,
        clusterCheck: gateway.clusterCheck ?? false,
    });
    const others = adoptees === undefined ? planned : planned.filter((object) => !isWorkload(object, expectation));
    const problems = await Promise.all(
        others.map(async (object) => {
            const reference = { ...object, namespace };
            const found = await reader.find(reference);
            return [
                ...foreign(reference, found, expectation, hint(object, found, expectation)),
                ...(isWorkload(object, expectation) ? otherMethod(reference, found, expectation) : []),
            ];
        }),
    );
    const adoption = adoptees === undefined ? [] : await adoptionStepProblems(reader, expectation, adoptees);
    return [...adoption, ...problems.flat()];
}

/** What to do about an object that exists already. */
function hint(object: PlannedObject, found: Lookup, expectation: Expectation): string {
    if (expectation.adoptees !== undefined && !isWorkload(object, expectation) && typeof found === "object") {
        return adoptionHint(object, expectation.adoptees);
    }
    const another = "Choose another name or namespace for this stack";
    if (typeof found === "string" || !isWorkload(object, expectation) || isByPulumi(found)) {
        return `${another}.`;
    }
    return found.labels[adoptionLabel] === ownInstance(expectation)
        ? "It is imported, and its adoption isn't finished: set adopt to replace (docs/adoption.md)."
        : `${another}, or bring it under this stack: docs/adoption.md.`;
}

/** A problem when the object exists and isn't this gateway's own, or when that can't be seen. */
function foreign(reference: ObjectReference, found: Lookup, expectation: Expectation, hint: string): Problem[] {
    const path = [title(reference)];
    if (found === "absent") {
        return [];
    }
    if (found === "forbidden") {
        return [{ path, message: `${unreadable} Whose it is, if it exists, can't be checked.` }];
    }
    const message = foreignMessage(found, expectation, hint);
    return message === undefined ? [] : [{ path, message }];
}

function foreignMessage(found: FoundObject, expectation: Expectation, hint: string): string | undefined {
    const instance = found.labels[instanceLabelKey];
    switch (ownership(found, expectation)) {
        case "marked":
        case "unmarked":
            return undefined;
        case "anotherState":
            return (
                "another state of this project and stack has deployed it: another clone's, backend's or organization's. " +
                "Deploy from there, or choose another name, namespace or stack here. " +
                "If that state is lost, docs/ownership.md has how to take the gateway over."
            );
        case "renamed":
            return `this stack has deployed it as ${instance ?? "another gateway"}, when it, its project or the gateway had another name. Keep the names of then: name, and instance for renamed stacks and projects (docs/ownership.md).`;
        case "foreign":
            return instance === undefined
                ? `it exists already and isn't this gateway's. ${hint}`
                : `it exists already and belongs to ${instance}. ${hint}${renameHint(instance, expectation)}`;
    }
}

/** What to do when the object is this stack's after all: an earlier version made it, and then a name was changed. */
function renameHint(instance: string, { project, stack, gateway }: Expectation): string {
    const identity = identityIn({ project, stack }, gateway);
    const former = stackIn(instance, identity);
    if (former !== undefined) {
        return ` If this stack was called ${former} when it was deployed: pulumi config set --path '${project}:instance.stack' ${word(former)} (docs/ownership.md).`;
    }
    return instance.startsWith(`${identity.name}-${identity.stack}-`)
        ? ` If the project was renamed since this stack was deployed: pulumi config set --path '${project}:instance.project' NAME, with the name of then (docs/ownership.md).`
        : "";
}

/** Whether it is the Deployment or one of its two Services: the method decides how they are made, and they are adopted. */
function isWorkload({ kind, name }: PlannedObject, expectation: Expectation): boolean {
    const { deployment, publicService, headlessService } = expectedNames(expectation);
    return kind === "Deployment"
        ? name === deployment
        : kind === "Service" && [publicService, headlessService].includes(name);
}

/**
 * A problem when the object is this gateway's and was made by the other method: Helm refuses what it doesn't own, and the
 * end of a release would take objects along that Pulumi has just taken over.
 */
function otherMethod(reference: ObjectReference, found: Lookup, expectation: Expectation): Problem[] {
    if (found === "absent" || found === "forbidden" || found.labels[instanceLabelKey] !== ownInstance(expectation)) {
        return [];
    }
    const { method = Method.Manifests } = expectation.gateway;
    const made = found.labels[managerLabelKey] === "Helm" ? Method.Helm : Method.Manifests;
    return made === method
        ? []
        : [
              {
                  path: [title(reference)],
                  message: `it was made by method ${made}, and this is method ${method}. docs/helm.md has the steps from one to the other, without an interruption.`,
              },
          ];
}

/** A problem when Helm would refuse the gateway's release, or overwrite someone else's. */
function releaseProblems({ release = "absent", ...expectation }: Expectation): Problem[] {
    const { gateway, namespace } = expectation;
    const name = gateway.name ?? defaultName;
    const path = [`Helm release ${namespace}/${name}`];
    if (release === "absent") {
        return [];
    }
    if (release === "forbidden") {
        const message =
            "the user of the kubeconfig may not list Secrets, in which Helm keeps it, and needs the right to.";
        return [{ path, message }];
    }
    const isOwn = [...release.objects, ...release.latestObjects].some(
        (object) =>
            isRecord(object) && isRecord(object.metadata) && instanceOf(object.metadata) === ownInstance(expectation),
    );
    const message = isOwn
        ? stuckMessage(release, name, expectation)
        : "it exists already and isn't this gateway's. Choose another name or namespace for this stack.";
    return message === undefined ? [] : [{ path, message }];
}

/** What Helm can't go on from by itself. */
function stuckMessage(
    { status, revision }: ReleaseRecord,
    name: string,
    { namespace, gateway, running }: Omit<Expectation, "release">,
): string | undefined {
    if (status === "pending-upgrade" && replacesAtOnce({ ...gateway, running })) {
        return `it is ${status}: a run was interrupted, and Helm refuses another one. A rollback would bring the old cookie back beside the new one. Instead let Helm forget the revision: kubectl delete secret -n ${word(namespace)} ${word(`sh.helm.release.v1.${name}.v${revision}`)}`;
    }
    const release = `${word(name)} -n ${word(namespace)}`;
    if (status.startsWith("pending-")) {
        return `it is ${status}: a run was interrupted, and Helm refuses another one. First: helm rollback ${release}; or, when helm history shows no revision that was deployed: helm uninstall ${release}`;
    }
    return status.startsWith("uninstall")
        ? `it is ${status}, and Helm refuses another of the same name as long as it remembers this one. First: helm uninstall ${release}; and, if this stack has made it: pulumi refresh.`
        : undefined;
}

function instanceOf({ labels }: Readonly<Record<string, unknown>>): unknown {
    return isRecord(labels) ? labels[instanceLabelKey] : undefined;
}
