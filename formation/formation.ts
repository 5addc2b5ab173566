import { nodeName, type Observation, type ObservedPod } from "./observation";

/** A pod whose node isn't connected to all others. */
export interface UnconnectedPod {
    readonly pod: ObservedPod;
    /** The pods to whose nodes it isn't connected. */
    readonly peers: readonly ObservedPod[];
}

/** Whether the nodes have formed one Erlang cluster, and where it is incomplete. */
export interface Formation {
    /** Formed: as many pods as wanted are ready, and each is connected to all others. */
    readonly state: "formed" | "not formed" | "unknown";
    readonly unconnected: readonly UnconnectedPod[];
    /** Pods that couldn't be asked, and why. */
    readonly unreadable: readonly { readonly pod: ObservedPod; readonly reason: string }[];
    /** Names of connected nodes that belong to no pod of this gateway. */
    readonly foreignNodes: readonly string[];
    /** How many of the wanted pods are missing or not ready. */
    readonly unavailable: number;
}

/** Derives from an observation whether the nodes have formed one Erlang cluster. */
export function formationOf({ wanted, pods, terminating }: Observation): Formation {
    const known = new Set([...pods.map(nodeName), ...terminating.map((address) => nodeName({ address }))]);
    const unconnected: UnconnectedPod[] = [];
    const unreadable: { pod: ObservedPod; reason: string }[] = [];
    const foreignNodes = new Set<string>();
    for (const pod of pods) {
        if ("unreadable" in pod.members) {
            unreadable.push({ pod, reason: pod.members.unreadable });
            continue;
        }
        const members = new Set(pod.members);
        const peers = pods.filter((other) => other !== pod && !members.has(nodeName(other)));
        if (peers.length > 0) {
            unconnected.push({ pod, peers });
        }
        for (const member of members) {
            if (!known.has(member)) foreignNodes.add(member);
        }
    }
    const unavailable = Math.max(0, wanted - pods.filter(({ ready }) => ready).length);
    const incomplete = unconnected.length > 0 || unavailable > 0;
    const state = incomplete ? "not formed" : unreadable.length > 0 ? "unknown" : "formed";
    return { state, unconnected, unreadable, foreignNodes: [...foreignNodes].sort(), unavailable };
}
