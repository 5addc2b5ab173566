import type { KubeConfig } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "../components";
import { userError } from "../components/validation/problem";
import type { VersionedObject, NamespacedObject } from "../deployed/versionedObjects";
import { stateMismatch } from "./stateMismatch";
import { title } from "../deployed/desiredState";
import { refusalCode, refusalText } from "../kubernetes/failure";
import { connectReader } from "../kubernetes/reader";

/** The objects of which there is more than one version. */
export function duplicateVersions(objects: readonly VersionedObject[]): VersionedObject[] {
    return objects.filter(
        ({ kind, prefix }) => objects.filter((other) => other.kind === kind && other.prefix === prefix).length > 1,
    );
}

/**
 * Removes, once the rollout has succeeded, all versions but the current ones: Pulumi deletes those that its state knows,
 * and an update that was interrupted may have left others. A preview only names them.
 */
export function removeSuperseded(gateway: Gateway, kubeconfig: KubeConfig, objects: readonly VersionedObject[]): void {
    const duplicates = duplicateVersions(objects);
    if (duplicates.length > 0) {
        const message = `An earlier update failed or was interrupted, and has left more than one version of: ${titles(duplicates)}. When the rollout has succeeded, this update removes all but the present one of each.`;
        void pulumi.log.warn(message, gateway);
    }
    pulumi.all([gateway.currentVersionNames(), gateway.deploymentName]).apply(async ([current, deployment]) => {
        const others = objects.filter(({ name }) => !current.includes(name));
        const [other] = others;
        if (other === undefined) {
            return;
        }
        const message = `No longer needed, and removed by this update when the rollout has succeeded: ${titles(others)}.`;
        await pulumi.log.info(message, gateway);
        if (pulumi.runtime.isDryRun()) {
            return;
        }
        const { namespace } = other;
        const reference = { apiVersion: "apps/v1", kind: "Deployment", namespace, name: deployment };
        const difference = await stateMismatch(await connectReader(kubeconfig), reference, others, current);
        if (difference !== undefined) {
            throw userError(
                `The state and the cluster differ: ${difference}. Was one of them restored from a copy? Nothing was removed. Run pulumi up --refresh, which goes on from what is there.`,
            );
        }
        await remove(kubeconfig, others);
    });
}

function titles(objects: readonly NamespacedObject[]): string {
    return objects.map(title).join(", ");
}

async function remove(kubeconfig: KubeConfig, objects: readonly NamespacedObject[]): Promise<void> {
    const { KubernetesObjectApi } = await import("@kubernetes/client-node");
    const api = KubernetesObjectApi.makeApiClient(kubeconfig);
    for (const { apiVersion, kind, name, namespace } of objects) {
        try {
            const object = { apiVersion, kind, metadata: { name, namespace } };
            await api.delete(object);
        } catch (error) {
            if (refusalCode(error) !== 404) {
                throw userError(
                    `${title({ apiVersion, kind, name, namespace })} is of an earlier version of the gateway, and couldn't be removed: ${refusalText(error)}. The gateway is deployed. Run pulumi up once more.`,
                );
            }
        }
    }
}
