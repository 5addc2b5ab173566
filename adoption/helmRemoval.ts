import { word } from "../components/model/shell";
import type { AdoptedRelease, AdoptedObjects } from "./adoptedObjects";
import type { ReleaseObject } from "../kubernetes/helmRelease";

/**
 * Annotation by which Helm leaves an object in the cluster when a new revision of its release doesn't have it any more.
 * Helm looks for it at the object itself.
 */
export const keepAnnotation = { "helm.sh/resource-policy": "keep" } as const;

/** Whether Helm leaves all of what is adopted in the cluster. */
export function isKept({ objects }: AdoptedObjects): boolean {
    return Object.values(objects).every(
        ({ found }) =>
            typeof found !== "object" ||
            Object.entries(keepAnnotation).every(([key, value]) => found.annotations?.[key] === value),
    );
}

/** Kinds of objects that a copy of RIG's chart may have for RIG alone, and that nobody misses when Helm forgets them. */
const accompanyingKinds = [
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

/** How Helm gives up what is adopted, so that no upgrade or uninstall by habit undoes the adoption. */
export interface HelmRemoval {
    /**
     * `release` when its records can be deleted, `part` when the release is more than RIG and has to go on without it,
     * `history` when it does and Helm could still roll back to a revision with RIG, `done` when it can't, `unknown` when
     * the user may not see what the release has.
     */
    readonly way: "release" | "part" | "history" | "done" | "unknown";
    /** What else the release has. */
    readonly others: readonly string[];
}

/** How Helm gives up what is adopted. Records without a manifest tell nothing of what else there would be. */
export function helmRemoval({ lookup }: AdoptedRelease, { objects }: AdoptedObjects): HelmRemoval {
    if (lookup === "forbidden") {
        return { way: "unknown", others: [] };
    }
    const adopted = Object.values(objects).map(({ reference }) => reference);
    const isAdopted = ({ kind, name, namespace }: ReleaseObject) =>
        adopted.some((each) => each.kind === kind && each.name === name && each.namespace === namespace);
    const own = lookup.parts.filter(isAdopted);
    const rest = lookup.parts.filter((each) => !isAdopted(each));
    const charts = own.map(({ chart }) => chart);
    const others = [...new Set(rest.map(({ kind, name }) => `${kind} ${name}`))];
    if (lookup.parts.length > 0 && own.length === 0) {
        return { way: lookup.earlierParts.some(isAdopted) ? "history" : "done", others };
    }
    const isCompany = ({ kind, chart }: ReleaseObject) => accompanyingKinds.includes(kind) && charts.includes(chart);
    return { way: rest.every(isCompany) ? "release" : "part", others };
}

/** The command that lets Helm forget a release, and leaves its objects where they are. */
export function removeRecordsCommand({ name, namespace }: AdoptedRelease): string {
    return `kubectl delete secret -n ${word(namespace)} -l ${word(`owner=helm,name=${name}`)}`;
}

/** The command that lets Helm forget the revisions of a release before the deployed one. */
function historyCommand({ name, namespace }: AdoptedRelease): string {
    return `kubectl delete secret -n ${word(namespace)} -l ${word(`owner=helm,name=${name},status!=deployed`)}`;
}

/** What to do where a release is more than RIG. */
export function partAdvice({ name, namespace }: AdoptedRelease, others: readonly string[]): string {
    return `It is more than RIG (${others.join(", ")}), so don't delete its records. Take RIG alone out of it, with RIG's sub-chart switched off or removed: helm upgrade ${word(name)} -n ${word(namespace)} …, as docs/adoption.md has it. What is imported stays where it is.`;
}

/** What to do once a release goes on without RIG. */
export function historyAdvice(release: AdoptedRelease): string {
    return `It goes on without RIG, but earlier revisions have it: after a helm rollback to one of those, the next upgrade would delete what is adopted. Let Helm forget them, which changes no object: ${historyCommand(release)}`;
}
