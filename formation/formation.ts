import { nodeName, type Observation, type PodView } from "./observation";

/** Pods whose nodes a pod's node isn't connected to. */
export interface Missing {
    readonly pod: PodView;
    readonly misses: readonly PodView[];
}

/** What follows from what was seen. */
export interface Formation {
    /** Formed: as many pods as wanted are ready, and each is connected to all others. */
    readonly state: "formed" | "not formed" | "unknown";
    readonly missing: readonly Missing[];
    /** Pods that couldn't be asked, and why. */
    readonly unreadable: readonly { readonly pod: PodView; readonly reason: string }[];
    /** Connected nodes that are no pod's of this gateway. */
    readonly strangers: readonly string[];
    /** How many of the wanted pods aren't there or aren't ready. */
    readonly absent: number;
}

/** Judges whether the nodes have formed one cluster. */
export function formationOf({ wanted, pods, leaving }: Observation): Formation {
    const known = new Set([...pods.map(nodeName), ...leaving.map((address) => nodeName({ address }))]);
    const missing: Missing[] = [];
    const unreadable: { pod: PodView; reason: string }[] = [];
    const strangers = new Set<string>();
    for (const pod of pods) {
        if ("unreadable" in pod.members) {
            unreadable.push({ pod, reason: pod.members.unreadable });
            continue;
        }
        const members = new Set(pod.members);
        const misses = pods.filter((other) => other !== pod && !members.has(nodeName(other)));
        if (misses.length > 0) {
            missing.push({ pod, misses });
        }
        for (const member of members) {
            if (!known.has(member)) strangers.add(member);
        }
    }
    const absent = Math.max(0, wanted - pods.filter(({ ready }) => ready).length);
    const incomplete = missing.length > 0 || absent > 0;
    const state = incomplete ? "not formed" : unreadable.length > 0 ? "unknown" : "formed";
    return { state, missing, unreadable, strangers: [...strangers].sort(), absent };
}
