import { AppsV1Api, CoreV1Api, type KubeConfig, type V1Pod } from "@kubernetes/client-node";
import { lookupFunction } from "../components/formation/script";
import { cookieAnnotation } from "../components/model/annotations";
import { containerName } from "../components/model/names";
import { ports, portNames } from "../components/rig/ports";
import type { DnsAnswer, Evidence, PodEvidence } from "./diagnosis";
import { rigContainer } from "../kubernetes/rigContainer";
import type { Gateway } from "./stackOutputs";
import { connectedNodes, type Observation, type PodView } from "./observation";
import { execute } from "./execute";
import { errorText } from "../kubernetes/failure";
import { getThroughPortForward } from "./portForward";
import type { Formation } from "./formation";

/** Seconds of log that are searched for refused connections: nodes try again every 5 s. */
const logSeconds = 60;

/** Seconds that a pod waits for a connection. */
const connectSeconds = 3;

/** The gateway's pods, for the check: read only. */
export class GatewayPods {
    private readonly core: CoreV1Api;
    private readonly apps: AppsV1Api;

    constructor(
        private readonly kubeconfig: KubeConfig,
        private readonly gateway: Gateway,
    ) {
        this.core = kubeconfig.makeApiClient(CoreV1Api);
        this.apps = kubeconfig.makeApiClient(AppsV1Api);
    }

    /** Asks every pod for its members. It goes through the kubelet, so policies don't matter. */
    async observe(): Promise<Observation> {
        const { pods: all, wanted } = await this.list();
        const staying = all.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
        const leaving = all.filter((pod) => !staying.includes(pod));
        return {
            // An autoscaler's number is in the Deployment alone.
            wanted: this.gateway.autoscaling === undefined ? this.gateway.replicas : wanted,
            pods: await Promise.all(staying.map((pod) => this.view(pod))),
            leaving: leaving.flatMap(({ status }) => status?.podIP ?? []),
        };
    }

    /** Asks the pods that miss others why that may be. */
    async evidence({ missing }: Formation): Promise<Evidence> {
        const { pods } = await this.list();
        const collected = missing.map(async ({ pod, misses }): Promise<[string, PodEvidence] | undefined> => {
            const found = pods.find(({ metadata }) => metadata?.name === pod.name);
            return found && [pod.name, await this.podEvidence(found, misses)];
        });
        const entries = (await Promise.all(collected)).filter((entry) => entry !== undefined);
        return { dnsName: this.gateway.dnsName, pods: Object.fromEntries(entries) };
    }

    /** The pods, and how many of them the Deployment says there shall be. */
    private async list(): Promise<{ pods: V1Pod[]; wanted: number }> {
        const { namespace, deploymentName } = this.gateway;
        const deployment = await this.apps.readNamespacedDeployment({ namespace, name: deploymentName });
        const labelSelector = Object.entries(deployment.spec?.selector.matchLabels ?? {})
            .map(([key, value]) => `${key}=${value}`)
            .join(",");
        const { items: pods } = await this.core.listNamespacedPod({ namespace, labelSelector });
        return { pods, wanted: deployment.spec?.replicas ?? 1 };
    }

    private async view(pod: V1Pod): Promise<PodView> {
        const { metadata, status } = pod;
        return {
            name: metadata?.name ?? "",
            address: status?.podIP ?? "no address yet",
            ready: status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false,
            members: await this.members(pod),
        };
    }

    private async members(pod: V1Pod): Promise<PodView["members"]> {
        const { metadata, status } = pod;
        if (status?.phase !== "Running") {
            return { unreadable: `it is ${status?.phase ?? "in no phase"}` };
        }
        const port = rigContainer(pod.spec?.containers)?.ports?.find(
            ({ name }) => name === portNames.admin,
        )?.containerPort;
        try {
            const { code, body } = await getThroughPortForward(
                this.kubeconfig,
                { namespace: this.gateway.namespace, pod: metadata?.name ?? "", port: port ?? ports.admin },
                "/metrics",
            );
            return code === 200
                ? connectedNodes(body)
                : { unreadable: `/metrics answers ${code}. Are metrics switched off?` };
        } catch (error) {
            return { unreadable: errorText(error) };
        }
    }

    private async podEvidence(pod: V1Pod, misses: readonly PodView[]): Promise<PodEvidence> {
        const host = rigContainer(pod.spec?.containers)?.env?.find(({ name }) => name === "NODE_HOST");
        const [dns, rejected, closed] = await Promise.all([
            this.dns(pod),
            this.rejected(pod),
            Promise.all(
                misses.map(async ({ address }): Promise<[string, number[] | undefined]> => [
                    address,
                    await this.closedPorts(pod, address),
                ]),
            ),
        ]);
        return {
            nodeHost: host?.valueFrom?.fieldRef?.fieldPath ?? host?.value,
            cookie: pod.metadata?.annotations?.[cookieAnnotation],
            dns,
            rejected,
            closedPorts: Object.fromEntries(closed),
        };
    }

    private async dns(pod: V1Pod): Promise<DnsAnswer> {
        const { exitCode, output } = await this.run(pod, `${lookupFunction}\nlookup "$1"`, this.gateway.dnsName);
        switch (exitCode) {
            case 0:
                return { kind: "addresses", addresses: output.split("\n").filter((line) => line !== "") };
            case 2:
                return { kind: "no such name" };
            case 3:
                return { kind: "no answer" };
            default:
                return { kind: "untold", reason: output.trim() || `exit code ${exitCode}` };
        }
    }

    /** The first distribution port stands for all: a node takes the first free one. */
    private async closedPorts(pod: V1Pod, address: string): Promise<number[] | undefined> {
        const script = `command -v bash >/dev/null || exit 3; timeout ${connectSeconds} bash -c "</dev/tcp/$1/$2" 2>/dev/null || exit 4`;
        const found = await Promise.all(
            [ports.epmd, ports.distribution.first].map(async (port) => {
                return { port, exitCode: (await this.run(pod, script, address, String(port))).exitCode };
            }),
        );
        return found.every(({ exitCode }) => exitCode === 0 || exitCode === 4)
            ? found.filter(({ exitCode }) => exitCode === 4).map(({ port }) => port)
            : undefined;
    }

    private async rejected(pod: V1Pod): Promise<string[]> {
        const { namespace } = this.gateway;
        try {
            const log = await this.core.readNamespacedPodLog({
                namespace,
                name: pod.metadata?.name ?? "",
                container: rigContainer(pod.spec?.containers)?.name,
                sinceSeconds: logSeconds,
            });
            return [...log.matchAll(/Connection attempt from node [^\s\w]*(\w+@[\w.-]+)[^\s\w]* rejected/g)].flatMap(
                ([, node]) => node ?? [],
            );
        } catch {
            return [];
        }
    }

    private async run(pod: V1Pod, script: string, ...args: string[]) {
        const place = {
            namespace: this.gateway.namespace,
            pod: pod.metadata?.name ?? "",
            container: rigContainer(pod.spec?.containers)?.name ?? containerName,
        };
        return execute(this.kubeconfig, place, ["/bin/sh", "-c", script, "sh", ...args]);
    }
}
