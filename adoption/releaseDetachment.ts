import { word } from "../components/model/shell";
import type { AdoptedRelease, AdoptedObjects } from "./adoptedObjects";
import type { ReleaseObject } from "../kubernetes/helmRelease";

/**
 * Annotation by which Helm leaves an object in the cluster when a new revision of its release no longer has the object.
 * Helm reads the annotation of the live object.
 */
export const keepAnnotation = { "helm.sh/resource-policy": "keep" } as const;

/** Whether Helm keeps all adopted objects when the release no longer has them. */
export function isKeptByHelm({ objects }: AdoptedObjects): boolean {
    return Object.values(objects).every(
        ({ found }) =>
            typeof found !== "object" ||
            Object.entries(keepAnnotation).every(([key, value]) => found.annotations?.[key] === value),
    );
}

/** Kinds of objects that a copy of RIG's chart may have for RIG alone. Nothing breaks when Helm forgets them. */
const kindsForRigAlone = [
    "ConfigMap",
    "HorizontalPodAutoscaler",
    "Ingress",
    "NetworkPolicy",
    "PodDisruptionBudget",
    "PodMonitor",
    "Role",
    "RoleBinding",
    "Secret",
    "ServiceAccount",
    "ServiceMonitor",
];

/** How Helm is made to forget the adopted objects, so that no upgrade or uninstall by habit undoes the adoption. */
export interface ReleaseDetachment {
    /**
     * - `deleteRecords`: the release is RIG alone, so its records can be deleted.
     * - `upgradeWithoutRig`: the release is more than RIG, and needs a revision without RIG.
     * - `deleteOldRevisions`: the release has such a revision, but Helm could roll back to one with RIG.
     * - `none`: Helm has no revision with RIG any more.
     * - `unknown`: the user may not read the release's records.
     */
    readonly step: "deleteRecords" | "upgradeWithoutRig" | "deleteOldRevisions" | "none" | "unknown";
    /** The release's other objects. */
    readonly others: readonly string[];
}

/** How Helm is made to forget the adopted objects. Records without a manifest count as those of a release with RIG alone. */
export function releaseDetachment({ lookup }: AdoptedRelease, { objects }: AdoptedObjects): ReleaseDetachment {
    if (lookup === "forbidden") {
        return { step: "unknown", others: [] };
    }
    const adopted = Object.values(objects).map(({ reference }) => reference);
    const isAdopted = ({ kind, name, namespace }: ReleaseObject) =>
        adopted.some((each) => each.kind === kind && each.name === name && each.namespace === namespace);
    const own = lookup.parts.filter(isAdopted);
    const rest = lookup.parts.filter((each) => !isAdopted(each));
    const charts = own.map(({ chart }) => chart);
    const others = [...new Set(rest.map(({ kind, name }) => `${kind} ${name}`))];
    if (lookup.parts.length > 0 && own.length === 0) {
        return { step: lookup.earlierParts.some(isAdopted) ? "deleteOldRevisions" : "none", others };
    }
    const isForRigAlone = ({ kind, chart }: ReleaseObject) => kindsForRigAlone.includes(kind) && charts.includes(chart);
    return { step: rest.every(isForRigAlone) ? "deleteRecords" : "upgradeWithoutRig", others };
}

/** The command by which Helm forgets a release, and leaves its objects in the cluster. */
export function removeRecordsCommand({ name, namespace }: AdoptedRelease): string {
    return `kubectl delete secret -n ${word(namespace)} -l ${word(`owner=helm,name=${name}`)}`;
}

/** The command by which Helm forgets all revisions of a release but the deployed one. */
function removeRevisionsCommand({ name, namespace }: AdoptedRelease): string {
    return `kubectl delete secret -n ${word(namespace)} -l ${word(`owner=helm,name=${name},status!=deployed`)}`;
}

/** What to do when a release is more than RIG. */
export function sharedReleaseAdvice({ name, namespace }: AdoptedRelease, others: readonly string[]): string {
    return `It is more than RIG (${others.join(", ")}), so don't delete its records. Take RIG alone out of it, with RIG's sub-chart switched off or removed: helm upgrade ${word(name)} -n ${word(namespace)} …, as described in docs/adoption.md. The imported objects stay in the cluster.`;
}

/** What to do once the release has a revision without RIG. */
export function rollbackAdvice(release: AdoptedRelease): string {
    return `Its deployed revision is without RIG, but earlier ones have it: after a helm rollback to one of those, the next upgrade would delete the adopted objects. Let Helm forget these revisions, which changes no object: ${removeRevisionsCommand(release)}`;
}
