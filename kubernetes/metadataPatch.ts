import type { KubeConfig, KubernetesObject } from "@kubernetes/client-node";
import type { ManagedFieldsEntry } from "./managedFields";
import type { ObjectReference } from "./reader";

/** The fields of an object's metadata that a change may read and set. */
export interface Metadata {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: ManagedFieldsEntry[];
}

/**
 * Reads an object, and changes its metadata. The API server refuses the change, with code 409, when the object has changed
 * since it was read.
 *
 * @param manager The field manager of the change.
 * @param change Makes the change from the metadata as it is; without a change, nothing is patched.
 */
export async function patchMetadata(
    kubeconfig: KubeConfig,
    { apiVersion, kind, name, namespace }: Required<ObjectReference>,
    manager: string,
    change: (current: Metadata) => Metadata | undefined,
): Promise<void> {
    const { KubernetesObjectApi, PatchStrategy } = await import("@kubernetes/client-node");
    const api = KubernetesObjectApi.makeApiClient(kubeconfig);
    const { metadata } = await api.read<KubernetesObject>({ apiVersion, kind, metadata: { name, namespace } });
    const changed = change(metadata ?? {});
    if (changed === undefined) {
        return;
    }
    const patch = {
        apiVersion,
        kind,
        metadata: { name, namespace, resourceVersion: metadata?.resourceVersion, ...changed },
    };
    const unset = undefined;
    await api.patch<KubernetesObject>(patch, unset, unset, manager, unset, PatchStrategy.MergePatch);
}
