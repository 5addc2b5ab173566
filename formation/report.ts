import type { Cause } from "./diagnosis";
import type { Observation, PodView } from "./observation";
import type { Formation } from "./formation";

/** The exit codes, for a CI. */
export const exitCodes = { formed: 0, "not formed": 1, unknown: 2 } as const;

/** What a person reads. */
export function report({ wanted, pods }: Observation, verdict: Formation, causes: readonly Cause[]): string {
    return [
        `Pods: ${pods.length}, wanted: ${wanted}.`,
        ...pods.map(
            (pod) =>
                `  ${pod.name} (${pod.address}${pod.ready ? "" : ", not ready"}): ${connections(pod, pods, verdict)}`,
        ),
        ...(verdict.strangers.length === 0
            ? []
            : [`  Connected, and no pod of this gateway: ${verdict.strangers.join(", ")}`]),
        ...(causes.length === 0
            ? []
            : ["Likely causes:", ...causes.map(({ subject, text }) => `  ${subject}: ${text}`)]),
        wanted === 0 && pods.length === 0
            ? "The gateway is parked: it has no pods, and is to have none."
            : conclusions[verdict.state],
    ].join("\n");
}

const conclusions: Readonly<Record<Formation["state"], string>> = {
    formed: "The cluster is formed: each node is connected to all others.",
    "not formed": "The cluster is NOT formed.",
    unknown: "Whether the cluster is formed can't be told.",
};

function connections(pod: PodView, pods: readonly PodView[], { missing }: Formation): string {
    if ("unreadable" in pod.members) {
        return `can't be asked: ${pod.members.unreadable}`;
    }
    const others = pods.length - 1;
    const misses = missing.find((each) => each.pod === pod)?.misses ?? [];
    const text = `connected to ${others - misses.length} of ${others} others`;
    return misses.length === 0 ? text : `${text}, misses ${misses.map(({ name }) => name).join(", ")}`;
}
