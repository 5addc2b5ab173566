import { nodeName, type ObservedPod } from "./observation";
import type { Formation } from "./formation";

/** A pod's answer from DNS for the name under which the nodes find each other. */
export type DnsAnswer =
    | { readonly kind: "addresses"; readonly addresses: readonly string[] }
    | { readonly kind: "no such name" }
    | { readonly kind: "no answer" }
    | { readonly kind: "unreadable"; readonly reason: string };

/** What was found out in a pod whose node isn't connected to all others; or why the pod couldn't be asked. */
export type PodEvidence = PodAnswers | { readonly unreadable: string };

/** What was found out in a pod. */
export interface PodAnswers {
    /** The source of `NODE_HOST`: a field of the pod, or a literal text. Left out when the container doesn't set it. */
    readonly nodeHost: string | undefined;
    /** Fingerprint of the cookie with which the pod was started. */
    readonly cookie: string | undefined;
    readonly dns: DnsAnswer;
    /** Names of the nodes that this one refused in the last minute, or why its log can't be read. */
    readonly rejectedNodes: readonly string[] | { readonly unreadable: string };
    /** By a peer's address: its ports that the pod can't reach; undefined when that is unknown. */
    readonly closedPorts: Readonly<Record<string, readonly number[] | undefined>>;
}

/** What was found out in the pods, by their names. */
export interface Evidence {
    readonly dnsName: string;
    readonly pods: Readonly<Record<string, PodEvidence>>;
}

/** A likely cause of missing connections. */
export interface Cause {
    readonly subject: "pods" | "host" | "cookie" | "DNS" | "policy" | "unknown";
    readonly text: string;
}

/** The field from which NODE_HOST has to come: nodes look for each other under the addresses that DNS gives. */
const podAddressField = "status.podIP";

/** The likely causes of missing connections; those that explain most come first. */
export function diagnose(formation: Formation, evidence: Evidence): Cause[] {
    const causes = [
        ...podCauses(formation),
        ...hostCauses(formation, evidence),
        ...cookieCauses(formation, evidence),
        ...dnsCauses(formation, evidence),
        ...policyCauses(formation, evidence),
        ...unreadableCauses(formation, evidence),
    ];
    return causes.length > 0 || formation.unconnected.length === 0 ? causes : [noCause];
}

const noCause: Cause = {
    subject: "unknown",
    text:
        "DNS has all pods, their ports can be reached, and no node has refused another. Nodes that have just started " +
        "look for each other every 5 s: check again, and look into the pods' logs.",
};

function podCauses({ unavailable }: Formation): Cause[] {
    return unavailable === 0
        ? []
        : [
              {
                  subject: "pods",
                  text: `${unavailable} of the wanted pods are missing or not ready. Look at their events and logs.`,
              },
          ];
}

function hostCauses({ unconnected }: Formation, { pods }: Evidence): Cause[] {
    return unconnected.flatMap(({ pod }) => {
        const found = answersOf(pods, pod);
        const host = found?.nodeHost;
        return host === podAddressField || found === undefined
            ? []
            : [
                  {
                      subject: "host",
                      text:
                          `the node of ${pod.name} is named by ${host ?? "nothing"}, and DNS gives addresses: no node finds it. ` +
                          `NODE_HOST has to be the pod's ${podAddressField}.`,
                  } as const,
              ];
    });
}

function cookieCauses({ unconnected }: Formation, { pods }: Evidence): Cause[] {
    const causes: Cause[] = [];
    for (const { pod, peers } of unconnected) {
        const rejected = answersOf(pods, pod)?.rejectedNodes ?? [];
        for (const other of peers) {
            // Each pair once: only the refusing node logs it.
            if (!("unreadable" in rejected) && rejected.includes(nodeName(other))) {
                causes.push({
                    subject: "cookie",
                    text: `${pod.name} has refused ${other.name}: they have different cookies.${cookieExplanation(pods, pod, other)}`,
                });
            }
        }
    }
    return causes;
}

function cookieExplanation(pods: Evidence["pods"], one: ObservedPod, other: ObservedPod): string {
    const cookies = [answersOf(pods, one)?.cookie, answersOf(pods, other)?.cookie];
    if (cookies.includes(undefined)) {
        return "";
    }
    return cookies[0] === cookies[1]
        ? " Both were started with the same cookie as far as Kubernetes knows: was the Secret changed by hand?"
        : " A rollout with a new cookie hasn't ended.";
}

function dnsCauses({ unconnected }: Formation, { pods, dnsName }: Evidence): Cause[] {
    return unconnected.flatMap(({ pod, peers }): Cause[] => {
        const dns = answersOf(pods, pod)?.dns;
        switch (dns?.kind) {
            case undefined:
                return [];
            case "unreadable":
                return [{ subject: "unknown", text: `${pod.name} couldn't be asked about DNS: ${dns.reason}` }];
            case "no answer":
                return [
                    {
                        subject: "DNS",
                        text:
                            `${pod.name} gets no answer for ${dnsName}: a policy closes the way to the DNS servers, or they are down. ` +
                            "A policy sees the port on which they listen, not that of their Service: see networkPolicy.dns.",
                    },
                ];
            case "no such name":
                return [
                    {
                        subject: "DNS",
                        text: `${pod.name} gets the answer that there is no name ${dnsName}. Is clusterDomain the cluster's own domain?`,
                    },
                ];
            case "addresses": {
                const unlisted = peers.filter(({ address }) => !dns.addresses.includes(address));
                return unlisted.length === 0
                    ? []
                    : [
                          {
                              subject: "DNS",
                              text: `${pod.name} gets no address of ${podNames(unlisted)} for ${dnsName}: the headless Service doesn't have it.`,
                          },
                      ];
            }
        }
    });
}

function policyCauses({ unconnected }: Formation, { pods }: Evidence): Cause[] {
    return unconnected.flatMap(({ pod, peers }) =>
        peers.flatMap((other): Cause[] => {
            const closed = answersOf(pods, pod)?.closedPorts[other.address] ?? [];
            return closed.length === 0
                ? []
                : [
                      {
                          subject: "policy",
                          text:
                              `${pod.name} can't reach port ${closed.join(" and ")} of ${other.name}: a network policy, a firewall ` +
                              "between the machines or a service mesh is in the way.",
                      },
                  ];
        }),
    );
}

/** Where the command couldn't look for a cause. */
function unreadableCauses({ unconnected }: Formation, { pods }: Evidence): Cause[] {
    return unconnected.flatMap(({ pod }): Cause[] => {
        const found = pods[pod.name];
        if (found === undefined) {
            return [];
        }
        if ("unreadable" in found) {
            return [{ subject: "unknown", text: `${pod.name} couldn't be asked: ${found.unreadable}` }];
        }
        return "unreadable" in found.rejectedNodes
            ? [
                  {
                      subject: "unknown",
                      text: `the log of ${pod.name} can't be read, which would name the nodes that it refused: ${found.rejectedNodes.unreadable}`,
                  },
              ]
            : [];
    });
}

function answersOf(pods: Evidence["pods"], { name }: ObservedPod): PodAnswers | undefined {
    const found = pods[name];
    return found === undefined || "unreadable" in found ? undefined : found;
}

function podNames(pods: readonly ObservedPod[]): string {
    return pods.map(({ name }) => name).join(", ");
}
