import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { isRecord } from "../../components/validation/record";
import type { Access } from "./states/recordings";

const run = promisify(execFile);

/** An object as the API server has it. */
export interface KubernetesObject {
    readonly kind: string;
    readonly metadata: {
        readonly name: string;
        readonly uid: string;
        readonly resourceVersion: string;
        readonly labels: Readonly<Record<string, string>>;
        readonly annotations: Readonly<Record<string, string>>;
    };
    readonly [key: string]: unknown;
}

/** Runs kubectl on the cluster of the environment. */
export async function kubectl(...args: string[]): Promise<string> {
    return (await run("kubectl", args, { maxBuffer: 32 * 1024 * 1024 })).stdout;
}

/** Runs kubectl with a manifest, as YAML or JSON, on its standard input. */
export async function kubectlWith(manifest: unknown, ...args: string[]): Promise<string> {
    const child = run("kubectl", [...args, "-f", "-"], { maxBuffer: 32 * 1024 * 1024 });
    child.child.stdin?.end(JSON.stringify(manifest));
    return (await child).stdout;
}

/** How the cluster of the environment is reached. */
export async function access(): Promise<Access> {
    const server = await kubectl("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}");
    return { kubeconfig: String(process.env.KUBECONFIG), server };
}

/** The objects of these kinds in a namespace. */
export async function objects(namespace: string, kinds: string, ...args: string[]): Promise<KubernetesObject[]> {
    const list: unknown = JSON.parse(await kubectl("get", kinds, "-n", namespace, "-o", "json", ...args));
    const items: unknown[] = isRecord(list) && Array.isArray(list.items) ? list.items : [];
    return items.filter(isKubernetesObject);
}

/** The only object of this name. */
export async function object(namespace: string, kind: string, name: string): Promise<KubernetesObject> {
    const found: unknown = JSON.parse(await kubectl("get", kind, name, "-n", namespace, "-o", "json"));
    if (!isKubernetesObject(found)) {
        throw new Error(`no ${kind} ${namespace}/${name}`);
    }
    return found;
}

function isKubernetesObject(value: unknown): value is KubernetesObject {
    return isRecord(value) && typeof value.kind === "string" && isRecord(value.metadata);
}

/** Every kind of object that a gateway makes in its namespace. */
export const gatewayKinds =
    "deployments,services,networkpolicies,poddisruptionbudgets,serviceaccounts,secrets,configmaps";

/** Versions of all objects of the namespace: equal when nothing was added, changed or removed. */
export async function versions(namespace: string): Promise<Record<string, string>> {
    const found = await objects(namespace, gatewayKinds);
    return Object.fromEntries(
        found.map(({ kind, metadata }): [string, string] => [`${kind}/${metadata.name}`, metadata.resourceVersion]),
    );
}

/** Uids of the pods that aren't going away, in order. */
export async function podUids(namespace: string): Promise<string[]> {
    const pods = await objects(namespace, "pods");
    return pods
        .filter(({ metadata }) => !("deletionTimestamp" in metadata))
        .map(({ metadata }) => metadata.uid)
        .sort();
}

/** Whether there is such a namespace. */
export async function namespaceExists(name: string): Promise<boolean> {
    return (await kubectl("get", "namespace", name, "--ignore-not-found", "-o", "name")).trim() !== "";
}
