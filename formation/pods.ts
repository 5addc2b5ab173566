import { AppsV1Api, CoreV1Api, type KubeConfig, type V1Pod } from "@kubernetes/client-node";
import { lookupFunction } from "../components/formation/script";
import { cookieAnnotation } from "../components/model/annotations";
import { containerName } from "../components/model/names";
import { ports, portNames } from "../components/rig/ports";
import type { DnsAnswer, Evidence, PodAnswers, PodEvidence } from "./diagnosis";
import { rigContainer } from "../kubernetes/rigContainer";
import type { Gateway } from "./stackOutputs";
import { connectedNodes, type Observation, type ObservedPod } from "./observation";
import { execute, type ContainerReference } from "./execute";
import { errorText } from "../kubernetes/failure";
import { getThroughPortForward } from "./portForward";
import type { Formation } from "./formation";

/** How many seconds of log are searched for refused connections: nodes try again every 5 s. */
const logSeconds = 60;

/** Seconds after which a pod gives up a connection. */
const connectSeconds = 3;

/** Reads what there is to know of the gateway's pods and nodes. */
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

    /** Asks every pod for its members. The requests go through the kubelet, so no policy has to allow them. */
    async observe(): Promise<Observation> {
        const { pods: all, wanted } = await this.list();
        const staying = all.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
        const terminating = all.filter((pod) => !staying.includes(pod));
        return {
            // Only the Deployment has the number that an autoscaler sets.
            wanted: this.gateway.autoscaling === undefined ? this.gateway.replicas : wanted,
            pods: await Promise.all(staying.map((pod) => this.observePod(pod))),
            terminating: terminating.flatMap(({ status }) => status?.podIP ?? []),
        };
    }

    /** Collects evidence in the pods that aren't connected to all others. */
    async evidence({ unconnected }: Formation): Promise<Evidence> {
        const { pods } = await this.list();
        const collected = unconnected.map(async ({ pod, peers }): Promise<[string, PodEvidence] | undefined> => {
            const found = pods.find(({ metadata }) => metadata?.name === pod.name);
            return found && [pod.name, await this.podEvidence(found, peers)];
        });
        const entries = (await Promise.all(collected)).filter((entry) => entry !== undefined);
        return { dnsName: this.gateway.dnsName, pods: Object.fromEntries(entries) };
    }

    /** The pods, and the Deployment's number of pods. */
    private async list(): Promise<{ pods: V1Pod[]; wanted: number }> {
        const { namespace, deploymentName } = this.gateway;
        const deployment = await this.apps.readNamespacedDeployment({ namespace, name: deploymentName });
        const labelSelector = Object.entries(deployment.spec?.selector.matchLabels ?? {})
            .map(([key, value]) => `${key}=${value}`)
            .join(",");
        const { items: pods } = await this.core.listNamespacedPod({ namespace, labelSelector });
        return { pods, wanted: deployment.spec?.replicas ?? 1 };
    }

    private async observePod(pod: V1Pod): Promise<ObservedPod> {
        const { metadata, status } = pod;
        return {
            name: metadata?.name ?? "",
            address: status?.podIP ?? "no address yet",
            ready: status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false,
            members: await this.members(pod),
        };
    }

    private async members(pod: V1Pod): Promise<ObservedPod["members"]> {
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

    private async podEvidence(pod: V1Pod, peers: readonly ObservedPod[]): Promise<PodEvidence> {
        const { containers = [] } = pod.spec ?? {};
        const container = rigContainer(containers);
        if (container === undefined) {
            const found = containers.map(({ name }) => name).join(", ");
            return { unreadable: `none of its containers is called ${containerName}. It has: ${found}.` };
        }
        const reference = {
            namespace: this.gateway.namespace,
            pod: pod.metadata?.name ?? "",
            container: container.name,
        };
        const host = container.env?.find(({ name }) => name === "NODE_HOST");
        const [dns, rejectedNodes, closed] = await Promise.all([
            this.dns(reference),
            this.rejectedNodes(reference),
            Promise.all(
                peers.map(async ({ address }): Promise<[string, number[] | undefined]> => [
                    address,
                    await this.closedPorts(reference, address),
                ]),
            ),
        ]);
        return {
            nodeHost: host?.valueFrom?.fieldRef?.fieldPath ?? host?.value,
            cookie: pod.metadata?.annotations?.[cookieAnnotation],
            dns,
            rejectedNodes,
            closedPorts: Object.fromEntries(closed),
        };
    }

    private async dns(container: ContainerReference): Promise<DnsAnswer> {
        const { exitCode, output } = await this.run(container, `${lookupFunction}\nlookup "$1"`, this.gateway.dnsName);
        switch (exitCode) {
            case 0:
                return { kind: "addresses", addresses: output.split("\n").filter((line) => line !== "") };
            case 2:
                return { kind: "no such name" };
            case 3:
                return { kind: "no answer" };
            default:
                return { kind: "unreadable", reason: output.trim() || `exit code ${exitCode}` };
        }
    }

    /** Tries one distribution port for all of them: a node takes the first free one. */
    private async closedPorts(container: ContainerReference, address: string): Promise<number[] | undefined> {
        const script = `command -v bash >/dev/null || exit 3; timeout ${connectSeconds} bash -c "</dev/tcp/$1/$2" 2>/dev/null || exit 4`;
        const found = await Promise.all(
            [ports.epmd, ports.distribution.first].map(async (port) => {
                return { port, exitCode: (await this.run(container, script, address, String(port))).exitCode };
            }),
        );
        return found.every(({ exitCode }) => exitCode === 0 || exitCode === 4)
            ? found.filter(({ exitCode }) => exitCode === 4).map(({ port }) => port)
            : undefined;
    }

    private async rejectedNodes({
        namespace,
        pod,
        container,
    }: ContainerReference): Promise<PodAnswers["rejectedNodes"]> {
        try {
            const log = await this.core.readNamespacedPodLog({
                namespace,
                name: pod,
                container,
                sinceSeconds: logSeconds,
            });
            return [...log.matchAll(/Connection attempt from node [^\s\w]*(\w+@[\w.-]+)[^\s\w]* rejected/g)].flatMap(
                ([, node]) => node ?? [],
            );
        } catch (error) {
            return { unreadable: errorText(error) };
        }
    }

    private async run(container: ContainerReference, script: string, ...args: string[]) {
        return execute(this.kubeconfig, container, ["/bin/sh", "-c", script, "sh", ...args]);
    }
}
