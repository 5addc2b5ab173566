import type { GatewayArgs, RunningArgs } from "../components/args";
import { managerLabelKey } from "../components/plan/labels";
import { defaultName, identityIn, instanceLabel, objectNames, type ObjectNames } from "../components/plan/naming";
import type { Problem } from "../components/problems";
import type { Adoptees } from "./adoptees";
import type { FoundObject, ObjectReference } from "./reader";
import type { ReleaseLookup } from "./release";

/** What the cluster is checked for. */
export interface Expectation {
    readonly project: string;
    readonly stack: string;
    readonly namespace: string;
    readonly gateway: Omit<GatewayArgs, "namespace">;
    /** The id of the state that runs; left out as long as it has none. */
    readonly owner?: string;
    /** With method `helm`, the release under the gateway's name as it is. */
    readonly release?: ReleaseLookup;
    /** During an adoption, what is adopted, as it is. */
    readonly adoptees?: Adoptees;
    /** What the gateway's pods were deployed with; left out without any. */
    readonly running?: RunningArgs;
}

/** Names of the gateway's objects. */
export function expectedNames({ gateway }: Pick<Expectation, "gateway">): ObjectNames {
    return objectNames(gateway.name ?? defaultName, gateway.objectNames);
}

/** The gateway's Deployment. */
export function deploymentReference(
    expectation: Pick<Expectation, "gateway" | "namespace">,
): Required<ObjectReference> {
    const { deployment: name } = expectedNames(expectation);
    return { apiVersion: "apps/v1", kind: "Deployment", name, namespace: expectation.namespace };
}

/** The label value of this gateway's own objects. */
export function ownInstance({ project, stack, gateway }: Pick<Expectation, "project" | "stack" | "gateway">): string {
    return instanceLabel(identityIn({ project, stack }, gateway));
}

/** Whether a stack of Pulumi's manages the object. */
export function isByPulumi({ labels }: FoundObject): boolean {
    return labels[managerLabelKey] === "Pulumi";
}

/** An object as people name it. */
export function title({ kind, name, namespace }: ObjectReference): string {
    return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** A problem of an object. */
export function objectProblem(reference: ObjectReference, message: string): Problem {
    return { path: [title(reference)], message };
}

/** What was found: what can't be deployed, and what is wrong already and would become no worse. */
export interface Findings {
    readonly problems: readonly Problem[];
    readonly warnings: readonly Problem[];
}

/** Puts findings together. */
export function allFindings(findings: readonly Findings[]): Findings {
    return {
        problems: findings.flatMap(({ problems }) => problems),
        warnings: findings.flatMap(({ warnings }) => warnings),
    };
}

/** A problem of what an object has; a warning when the gateway's pods take it from there already. */
export function contentFindings(problems: readonly Problem[], isInUse: boolean): Findings {
    return isInUse ? { problems: [], warnings: problems.map(inUseWarning) } : { problems, warnings: [] };
}

/** A problem of an object or key that isn't there; a warning when the gateway's pods take something from it already. */
export function absenceFindings(problem: Problem, isInUse: boolean): Findings {
    const { path, message } = problem;
    const warning = `${message} The gateway's pods had it when they started, so this update goes on. A pod that starts waits for it, and a change of the pods doesn't end before.`;
    return isInUse ? { problems: [], warnings: [{ path, message: warning }] } : { problems: [problem], warnings: [] };
}

/** What is wrong already, and which no update makes worse. */
export function inUseWarning({ path, message }: Problem): Problem {
    return { path, message: `${message} The gateway's pods take it from there already, so this update goes on.` };
}

/** What is said of an object that the user may not read. */
export const unreadable = "the user of the kubeconfig may not read it, and needs the right to (get).";
