/** What was seen of one pod, and of the Erlang node in it. */
export interface PodView {
    readonly name: string;
    /** The pod's address; a node that has to be found through DNS is called `rig@<address>`. */
    readonly address: string;
    readonly ready: boolean;
    /** Names of the nodes that its node is connected to, or why they can't be told. */
    readonly members: readonly string[] | { readonly unreadable: string };
}

/** What was seen of a gateway at one moment. */
export interface Observation {
    /** How many nodes there shall be. */
    readonly wanted: number;
    /** The pods that aren't going away. */
    readonly pods: readonly PodView[];
    /** Addresses of pods that are going away, whose nodes may still be connected. */
    readonly leaving: readonly string[];
}

const namePrefix = "rig@";

/** The name of the node in a pod. */
export function nodeName({ address }: Pick<PodView, "address">): string {
    return `${namePrefix}${address}`;
}

/**
 * The connected nodes of RIG in the text of its `/metrics`: it has a line for each, and none when there are none. Nodes of
 * other names are helpers in the same pod: RIG's own commands, and its client for Kinesis.
 *
 * @param metrics In Prometheus' text format.
 */
export function connectedNodes(metrics: string): string[] {
    const lines = metrics.matchAll(/^erlang_vm_dist_node_state\{[^}]*\bpeer="([^"]+)"[^}]*\} (\d+)/gm);
    return [...lines].flatMap(([, peer = "", state]) =>
        peer.startsWith(namePrefix) && Number(state) === stateUp ? [peer] : [],
    );
}

/** 1 is pending, 2 is up pending. */
const stateUp = 3;
