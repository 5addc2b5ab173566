import type { Cause } from "./diagnosis";
import type { Observation, ObservedPod } from "./observation";
import type { Formation } from "./formation";

/** The exit codes of the command, for a CI. */
export const exitCodes = { formed: 0, "not formed": 1, unknown: 2 } as const;

/** The report for people. */
export function report({ wanted, pods }: Observation, formation: Formation, causes: readonly Cause[]): string {
    return [
        `Pods: ${pods.length}, wanted: ${wanted}.`,
        ...pods.map(
            (pod) =>
                `  ${pod.name} (${pod.address}${pod.ready ? "" : ", not ready"}): ${connectionsText(pod, pods, formation)}`,
        ),
        ...(formation.foreignNodes.length === 0
            ? []
            : [`  Connected, and no pod of this gateway: ${formation.foreignNodes.join(", ")}`]),
        ...(causes.length === 0
            ? []
            : ["Likely causes:", ...causes.map(({ subject, text }) => `  ${subject}: ${text}`)]),
        wanted === 0 && pods.length === 0
            ? "The gateway is parked: it has no pods, and is to have none."
            : conclusions[formation.state],
    ].join("\n");
}

const conclusions: Readonly<Record<Formation["state"], string>> = {
    formed: "The cluster is formed: each node is connected to all others.",
    "not formed": "The cluster is NOT formed.",
    unknown: "Whether the cluster is formed can't be told.",
};

function connectionsText(pod: ObservedPod, pods: readonly ObservedPod[], { unconnected }: Formation): string {
    if ("unreadable" in pod.members) {
        return `can't be asked: ${pod.members.unreadable}`;
    }
    const others = pods.length - 1;
    const peers = unconnected.find((each) => each.pod === pod)?.peers ?? [];
    const text = `connected to ${others - peers.length} of ${others} others`;
    return peers.length === 0 ? text : `${text}, misses ${peers.map(({ name }) => name).join(", ")}`;
}
