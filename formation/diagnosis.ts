import { nodeName, type PodView } from "./observation";
import type { Formation } from "./formation";

/** What DNS told a pod of the name under which the nodes find each other. */
export type DnsAnswer =
    | { readonly kind: "addresses"; readonly addresses: readonly string[] }
    | { readonly kind: "no such name" }
    | { readonly kind: "no answer" }
    | { readonly kind: "untold"; readonly reason: string };

/** What a pod that misses others was asked, besides its members; or why it couldn't be asked. */
export type PodEvidence = PodAnswers | { readonly unreadable: string };

/** What was found out in a pod. */
export interface PodAnswers {
    /** `NODE_HOST`: the field of the pod that it is taken from, or its text. */
    readonly nodeHost: string | undefined;
    /** Fingerprint of the cookie that the pod was started with. */
    readonly cookie: string | undefined;
    readonly dns: DnsAnswer;
    /** Names of nodes that this one refused in the last minute, or why its log can't be read. */
    readonly rejected: readonly string[] | { readonly unreadable: string };
    /** By the address of a missed pod: the ports that couldn't be reached there; undefined when it can't be told. */
    readonly closedPorts: Readonly<Record<string, readonly number[] | undefined>>;
}

/** What was found out about the pods, by their names. */
export interface Evidence {
    readonly dnsName: string;
    readonly pods: Readonly<Record<string, PodEvidence>>;
}

/** A likely cause: where to look, and what was seen there. */
export interface Cause {
    readonly subject: "pods" | "host" | "cookie" | "DNS" | "policy" | "unknown";
    readonly text: string;
}

/** The field that NODE_HOST has to come from: DNS gives addresses, and nodes look for each other under these. */
const podAddressField = "status.podIP";

/** The likely causes of what misses, those first that explain most. */
export function diagnose(verdict: Formation, evidence: Evidence): Cause[] {
    const causes = [
        ...absentPods(verdict),
        ...hostCauses(verdict, evidence),
        ...cookieCauses(verdict, evidence),
        ...dnsCauses(verdict, evidence),
        ...policyCauses(verdict, evidence),
        ...unreadableCauses(verdict, evidence),
    ];
    return causes.length > 0 || verdict.missing.length === 0 ? causes : [noCause];
}

const noCause: Cause = {
    subject: "unknown",
    text:
        "DNS names the missed pods, their ports can be reached and no connection was refused. Nodes that have just started " +
        "look for each other every 5 s: check again, and look into the pods' logs.",
};

function absentPods({ absent }: Formation): Cause[] {
    return absent === 0
        ? []
        : [
              {
                  subject: "pods",
                  text: `${absent} of the wanted pods are not there or not ready. Look into their events and logs.`,
              },
          ];
}

function hostCauses({ missing }: Formation, { pods }: Evidence): Cause[] {
    return missing.flatMap(({ pod }) => {
        const found = answers(pods, pod);
        const host = found?.nodeHost;
        return host === podAddressField || found === undefined
            ? []
            : [
                  {
                      subject: "host",
                      text:
                          `the node of ${pod.name} is named by ${host ?? "nothing"}, and DNS gives addresses: nobody finds it. ` +
                          `NODE_HOST has to be the pod's ${podAddressField}.`,
                  } as const,
              ];
    });
}

function cookieCauses({ missing }: Formation, { pods }: Evidence): Cause[] {
    const causes: Cause[] = [];
    for (const { pod, misses } of missing) {
        const rejected = answers(pods, pod)?.rejected ?? [];
        for (const other of misses) {
            // Each pair once, from the side that refused.
            if (!("unreadable" in rejected) && rejected.includes(nodeName(other))) {
                causes.push({
                    subject: "cookie",
                    text: `${pod.name} has refused ${other.name}: they have different cookies.${rollout(pods, pod, other)}`,
                });
            }
        }
    }
    return causes;
}

function rollout(pods: Evidence["pods"], one: PodView, other: PodView): string {
    const cookies = [answers(pods, one)?.cookie, answers(pods, other)?.cookie];
    if (cookies.includes(undefined)) {
        return "";
    }
    return cookies[0] === cookies[1]
        ? " Both were started with the same one as far as Kubernetes knows: was the Secret changed by hand?"
        : " A rollout with a new cookie hasn't ended.";
}

function dnsCauses({ missing }: Formation, { pods, dnsName }: Evidence): Cause[] {
    return missing.flatMap(({ pod, misses }): Cause[] => {
        const dns = answers(pods, pod)?.dns;
        switch (dns?.kind) {
            case undefined:
                return [];
            case "untold":
                return [{ subject: "unknown", text: `${pod.name} couldn't be asked about DNS: ${dns.reason}` }];
            case "no answer":
                return [
                    {
                        subject: "DNS",
                        text:
                            `${pod.name} gets no answer for ${dnsName}: a policy keeps it from the DNS servers, or these are down. ` +
                            "A policy sees the port on which they listen, not that of their Service: see networkPolicy.dns.",
                    },
                ];
            case "no such name":
                return [
                    {
                        subject: "DNS",
                        text: `${pod.name} is told that there is no name ${dnsName}. Is clusterDomain the cluster's own domain?`,
                    },
                ];
            case "addresses": {
                const unlisted = misses.filter(({ address }) => !dns.addresses.includes(address));
                return unlisted.length === 0
                    ? []
                    : [
                          {
                              subject: "DNS",
                              text: `${pod.name} is told of no ${names(unlisted)} under ${dnsName}: the headless Service doesn't list it.`,
                          },
                      ];
            }
        }
    });
}

function policyCauses({ missing }: Formation, { pods }: Evidence): Cause[] {
    return missing.flatMap(({ pod, misses }) =>
        misses.flatMap((other): Cause[] => {
            const closed = answers(pods, pod)?.closedPorts[other.address] ?? [];
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

/** What couldn't be looked at, and may be the cause. */
function unreadableCauses({ missing }: Formation, { pods }: Evidence): Cause[] {
    return missing.flatMap(({ pod }): Cause[] => {
        const found = pods[pod.name];
        if (found === undefined) {
            return [];
        }
        if ("unreadable" in found) {
            return [{ subject: "unknown", text: `${pod.name} couldn't be asked: ${found.unreadable}` }];
        }
        return "unreadable" in found.rejected
            ? [
                  {
                      subject: "unknown",
                      text: `the log of ${pod.name} can't be read, which would name the nodes that it refused: ${found.rejected.unreadable}`,
                  },
              ]
            : [];
    });
}

function answers(pods: Evidence["pods"], { name }: PodView): PodAnswers | undefined {
    const found = pods[name];
    return found === undefined || "unreadable" in found ? undefined : found;
}

function names(pods: readonly PodView[]): string {
    return pods.map(({ name }) => name).join(", ");
}
