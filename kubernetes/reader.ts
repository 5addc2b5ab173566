import type { KubeConfig, KubernetesObject } from "@kubernetes/client-node";
import { userError } from "../components/validation/problem";
import { errorText, refusalCode } from "./failure";
import type { ManagedFieldsEntry } from "./managedFields";

/** Seconds until the API server counts as unreachable: a working one answers within one. */
const answerSeconds = 15;

/** Names an object in the cluster. */
export interface ObjectReference {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    /** Left out for objects outside of namespaces. */
    readonly namespace?: string;
}

/** An object in the cluster, as far as the program uses it. */
export interface FoundObject {
    readonly labels: Readonly<Record<string, string>>;
    /** A Secret's or a ConfigMap's; a Secret's in base64. */
    readonly data: Readonly<Record<string, string>>;
    /** Differs from that of any other object of the same name: earlier, later, or in another cluster. */
    readonly uid?: string;
    /** Left out when it has none. */
    readonly annotations?: Readonly<Record<string, string>>;
    /** Counts the changes of the spec. Left out when its kind has none. */
    readonly generation?: number;
    /** The managers of its fields. Left out when there are none. */
    readonly managedFields?: readonly ManagedFieldsEntry[];
    /** Left out when its kind has none. */
    readonly spec?: Readonly<Record<string, unknown>>;
    /** Left out when its kind has none. */
    readonly status?: Readonly<Record<string, unknown>>;
}

/** An object among others. */
export interface ListedObject extends FoundObject {
    readonly name: string;
    /** Left out for objects outside of namespaces. */
    readonly namespace?: string;
}

/** The object; or that there is none; or that the user may not read it. */
export type Lookup = FoundObject | "absent" | "forbidden";

/** Names all objects of a kind, in a namespace or everywhere. */
export type KindReference = Omit<ObjectReference, "name">;

/** Reads from a cluster; never writes. */
export interface ClusterReader {
    /** The API server's minor version: 36 for v1.36.3. */
    readonly minorVersion: number;
    /** Looks for the object. */
    find(reference: ObjectReference): Promise<Lookup>;
    /**
     * Looks for all objects of the kind whose labels fit; without a selector, for all; with a limit, for no more. Of a kind
     * that the API server doesn't know there are none.
     */
    findAll(
        kind: KindReference,
        labelSelector?: string,
        limit?: number,
    ): Promise<readonly ListedObject[] | "forbidden">;
}

/**
 * Connects to the cluster of the kubeconfig's current context.
 *
 * @throws RunError when the API server can't be reached in time or refuses the credentials.
 */
export async function connectReader(kubeconfig: KubeConfig): Promise<ClusterReader> {
    const { KubernetesObjectApi, VersionApi } = await import("@kubernetes/client-node");
    const server = kubeconfig.getCurrentCluster()?.server ?? "";
    const cluster = `The cluster of context ${kubeconfig.getCurrentContext()} (${server})`;
    const { minor } = await answer(kubeconfig.makeApiClient(VersionApi).getCode(), cluster);
    const objects = KubernetesObjectApi.makeApiClient(kubeconfig);
    return {
        minorVersion: Number.parseInt(minor, 10),
        async find({ apiVersion, kind, name, namespace = "" }) {
            const request = { apiVersion, kind, metadata: { name, namespace } };
            const found = await answerOrRefusal(objects.read<ReadObject>(request), cluster);
            return typeof found === "string" ? found : foundObject(found);
        },
        async findAll({ apiVersion, kind, namespace }, labelSelector, limit) {
            const none = undefined;
            const request = objects.list<ReadObject>(
                apiVersion,
                kind,
                namespace,
                none,
                none,
                none,
                none,
                labelSelector,
                limit,
            );
            const found = await answerOrRefusal(request, cluster);
            if (typeof found === "string") {
                return found === "absent" ? [] : found;
            }
            return found.items.map((item) => ({
                ...foundObject(item),
                name: item.metadata?.name ?? "",
                ...(item.metadata?.namespace && { namespace: item.metadata.namespace }),
            }));
        },
    };
}

/** @throws RunError when there is no answer in time, or any refusal. */
async function answer<T>(request: Promise<T>, cluster: string): Promise<T> {
    try {
        return await withinTime(request);
    } catch (error) {
        if (refusalCode(error) === 401) {
            throw userError(`${cluster} refuses the credentials of the kubeconfig. Nothing was changed. Log in anew.`);
        }
        throw userError(
            `${cluster} can't be reached: ${errorText(error)}. Nothing was changed. ` +
                "Is it running, and is the way to it open (VPN, proxy, credentials)?",
        );
    }
}

/** @throws RunError when there is no answer in time, or a refusal that tells nothing of the object. */
async function answerOrRefusal<T extends object>(
    request: Promise<T>,
    cluster: string,
): Promise<T | "absent" | "forbidden"> {
    const timed = withinTime(request);
    const refusal = await timed.then(
        () => undefined,
        (error: unknown) => (refusalCode(error) === 403 ? "forbidden" : isAbsence(error) ? "absent" : undefined),
    );
    return refusal ?? answer(timed, cluster);
}

/** Whether the object, or its kind, isn't there. Of an API group that it has, the client looks for the kind by itself. */
function isAbsence(error: unknown): boolean {
    return refusalCode(error) === 404 || errorText(error).startsWith("Unrecognized API version and kind");
}

type ReadObject = KubernetesObject & Partial<Pick<FoundObject, "data" | "spec" | "status">>;

function foundObject({ metadata, data, spec, status }: ReadObject): FoundObject {
    return {
        labels: metadata?.labels ?? {},
        data: data ?? {},
        ...(metadata?.uid && { uid: metadata.uid }),
        ...(metadata?.annotations && { annotations: metadata.annotations }),
        ...(metadata?.generation !== undefined && { generation: metadata.generation }),
        ...(metadata?.managedFields && { managedFields: metadata.managedFields }),
        ...(spec && { spec }),
        ...(status && { status }),
    };
}

/** A reader that asks once for each object, however many checks look at it: all of them see the same. */
export function rememberingReader(reader: ClusterReader): ClusterReader {
    const lookups = new Map<string, Promise<Lookup>>();
    return {
        ...reader,
        find(reference) {
            const { apiVersion, kind, namespace, name } = reference;
            const key = [apiVersion, kind, namespace, name].join("/");
            const lookup = lookups.get(key) ?? reader.find(reference);
            lookups.set(key, lookup);
            return lookup;
        },
    };
}

async function withinTime<T>(request: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
            reject(new Error(`no answer within ${answerSeconds} s`));
        }, answerSeconds * 1000);
    });
    try {
        return await Promise.race([request, limit]);
    } finally {
        clearTimeout(timer);
    }
}
