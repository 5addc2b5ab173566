import type { GatewayArgs } from "../components/args";
import type { Problem } from "../components/problems";
import type { ObjectReference } from "./reader";
import type { ReleaseLookup } from "./release";

/** What the cluster is checked for. */
export interface Expectation {
    readonly project: string;
    readonly stack: string;
    readonly namespace: string;
    readonly gateway: Omit<GatewayArgs, "namespace">;
    /** With method `helm`, the release under the gateway's name as it is. */
    readonly release?: ReleaseLookup;
}

/** An object as people name it. */
export function title({ kind, name, namespace }: ObjectReference): string {
    return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** A problem of an object. */
export function objectProblem(reference: ObjectReference, message: string): Problem {
    return { path: [title(reference)], message };
}

/** What is said of an object that the user may not read. */
export const unreadable = "the user of the kubeconfig may not read it, and needs the right to (get).";
