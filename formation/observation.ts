/** What was observed of one pod, and of the Erlang node in it. */
export interface ObservedPod {
    readonly name: string;
    /** The pod's address; nodes find each other through DNS under the names `rig@<address>`. */
    readonly address: string;
    readonly ready: boolean;
    /** Names of the nodes to which its node is connected, or why they are unknown. */
    readonly members: readonly string[] | { readonly unreadable: string };
}

/** What was observed of a gateway at one moment. */
export interface Observation {
    /** The desired number of nodes. */
    readonly wanted: number;
    /** The pods that aren't terminating. */
    readonly pods: readonly ObservedPod[];
    /** Addresses of terminating pods, whose nodes may still be connected. */
    readonly terminating: readonly string[];
}

const namePrefix = "rig@";

/** The name of the node in a pod. */
export function nodeName({ address }: Pick<ObservedPod, "address">): string {
    return `${namePrefix}${address}`;
}

/**
 * The connected nodes of RIG in the text of its `/metrics`, which has a line for each. Nodes with other names are helpers in
 * the same pod: RIG's own commands, and its client for Kinesis.
 *
 * @param metrics In Prometheus' text format.
 */
export function connectedNodes(metrics: string): string[] {
    const lines = metrics.matchAll(/^erlang_vm_dist_node_state\{[^}]*\bpeer="([^"]+)"[^}]*\} (\d+)/gm);
    return [...lines].flatMap(([, peer = "", state]) =>
        peer.startsWith(namePrefix) && Number(state) === stateUp ? [peer] : [],
    );
}

/** The other states: 1 is pending, 2 is up pending. */
const stateUp = 3;
