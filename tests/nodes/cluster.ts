import {
    AppsV1Api,
    CoreV1Api,
    DiscoveryV1Api,
    KubeConfig,
    Watch,
    type V1ContainerStatus,
    type V1Pod,
} from "@kubernetes/client-node";
import { rigContainer } from "../../kubernetes/rigContainer";

const kubeconfig = new KubeConfig();
kubeconfig.loadFromDefault();

/** The API of the cluster that the environment names. */
export const core = kubeconfig.makeApiClient(CoreV1Api);

const apps = kubeconfig.makeApiClient(AppsV1Api);

const discovery = kubeconfig.makeApiClient(DiscoveryV1Api);

/** The DNS domain of that cluster. */
export const clusterDomain = String(process.env.RIG_CLUSTER_DOMAIN);

/** A pod that runs and isn't going away. */
export interface Pod {
    readonly name: string;
    readonly uid: string;
    readonly address: string;
    readonly ready: boolean;
    /** When it became ready, in milliseconds since 1970; the API server knows seconds. */
    readonly readySince: number;
    readonly restarts: number;
}

/** Label that every pod of a gateway has. */
export const gatewayLabel = "app.kubernetes.io/name=reactive-interaction-gateway";

/**
 * The pods of a namespace that aren't going away and have an address, by name.
 *
 * @param selector A label selector; the pods of gateways by default.
 */
export async function pods(namespace: string, selector = gatewayLabel): Promise<Pod[]> {
    const { items } = await core.listNamespacedPod({ namespace, labelSelector: selector });
    return items.filter(({ metadata, status }) => !metadata?.deletionTimestamp && status?.podIP).map(pod);
}

function pod({ metadata, status }: V1Pod): Pod {
    const condition = status?.conditions?.find(({ type }) => type === "Ready");
    return {
        name: metadata?.name ?? "",
        uid: metadata?.uid ?? "",
        address: status?.podIP ?? "",
        ready: condition?.status === "True",
        readySince: condition?.lastTransitionTime?.getTime() ?? NaN,
        restarts: ofRig(status?.containerStatuses)?.restartCount ?? 0,
    };
}

/** The labels of a gateway's pods that its Services and policies go by. */
export async function selectorLabels(namespace: string, deployment: string): Promise<Record<string, string>> {
    return (await apps.readNamespacedDeployment({ namespace, name: deployment })).spec?.selector.matchLabels ?? {};
}

/** Asks a pod's admin port by the API server's proxy, whose requests come from the node: policies leave them alone. */
export async function admin(namespace: string, podName: string, path: string): Promise<string> {
    return core.connectGetNamespacedPodProxyWithPath({ namespace, name: `${podName}:4010`, path });
}

/** The nodes that a pod's node is connected to, as its metrics tell. */
export async function members(namespace: string, podName: string): Promise<string[]> {
    const metrics = await admin(namespace, podName, "metrics");
    return [...metrics.matchAll(/^erlang_vm_dist_node_state\{peer="([^"]+)"\} 3$/gm)]
        .map(([, peer]) => peer ?? "")
        .sort();
}

/** What each of these pods is connected to. */
export async function membership(namespace: string, of: readonly Pod[]): Promise<Record<string, string[]>> {
    return Object.fromEntries(
        await Promise.all(
            of.map(async ({ name }): Promise<[string, string[]]> => [name, await members(namespace, name)]),
        ),
    );
}

/** Whether each pod's node is connected to those of all others, and to nobody else. */
export async function isFullMesh(namespace: string, of: readonly Pod[]): Promise<boolean> {
    const found = await membership(namespace, of);
    return of.every(({ name }) => {
        const others = of.filter((other) => other.name !== name).map(({ address }) => `rig@${address}`);
        return JSON.stringify(found[name]) === JSON.stringify(others.sort());
    });
}

/** Addresses of the pods that a Service sends new connections to. */
export async function readyEndpoints(namespace: string, service: string): Promise<string[]> {
    const labelSelector = `kubernetes.io/service-name=${service}`;
    const { items } = await discovery.listNamespacedEndpointSlice({ namespace, labelSelector });
    return items.flatMap(({ endpoints }) =>
        endpoints.filter(({ conditions }) => conditions?.ready).flatMap(({ addresses }) => addresses),
    );
}

/** The status of RIG's container. */
export const ofRig = rigContainer<V1ContainerStatus>;

/** How a container ended. */
export interface Ending {
    readonly exitCode: number;
    readonly reason: string;
}

/** How the container of a pod that is about to be deleted ends: what the API server says last of it. */
export async function endings(namespace: string, podName: string): Promise<Ending> {
    return new Promise((resolve, reject) => {
        const path = `/api/v1/namespaces/${namespace}/pods`;
        const fieldSelector = `metadata.name=${podName}`;
        const onEvent = (phase: string, { status }: V1Pod) => {
            const terminated = ofRig(status?.containerStatuses)?.state?.terminated;
            if (phase === "DELETED") {
                request
                    .then((controller) => {
                        controller.abort();
                    })
                    .catch(reject);
                resolve({ exitCode: terminated?.exitCode ?? NaN, reason: terminated?.reason ?? "" });
            }
        };
        const request = new Watch(kubeconfig).watch(path, { fieldSelector }, onEvent, reject);
        request.catch(reject);
    });
}
