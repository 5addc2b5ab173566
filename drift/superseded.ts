import type { KubeConfig } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "../components";
import { userError } from "../components/validation/problem";
import type { Generation, NamespacedObject } from "../deployed/generations";
import { stateMismatch } from "./stateMismatch";
import { title } from "../deployed/desiredState";
import { connectReader } from "../kubernetes/reader";

/** Those of which there is more than one. */
export function duplicateGenerations(generations: readonly Generation[]): Generation[] {
    return generations.filter(
        ({ kind, prefix }) => generations.filter((other) => other.kind === kind && other.prefix === prefix).length > 1,
    );
}

/**
 * Removes, once the rollout has succeeded, what isn't of the gateway's present generation: Pulumi deletes what its state
 * knows, and this is for what it doesn't. A preview only says so.
 */
export function removeSuperseded(gateway: Gateway, kubeconfig: KubeConfig, generations: readonly Generation[]): void {
    const several = duplicateGenerations(generations);
    if (several.length > 0) {
        const names = several.map(title).join(", ");
        const message = `An earlier update failed or was interrupted, and has left more than one version of: ${names}. When the rollout has succeeded, this update removes all but the present one of each.`;
        void pulumi.log.warn(message, gateway);
    }
    if (pulumi.runtime.isDryRun()) {
        return;
    }
    pulumi.all([gateway.generation(), gateway.deploymentName]).apply(async ([present, deployment]) => {
        const others = generations.filter(({ name }) => !present.includes(name));
        const [other] = others;
        if (other === undefined) {
            return;
        }
        const { namespace } = other;
        const reference = { apiVersion: "apps/v1", kind: "Deployment", namespace, name: deployment };
        const difference = await stateMismatch(await connectReader(kubeconfig), reference, others, present);
        if (difference !== undefined) {
            throw userError(
                `The state and the cluster differ: ${difference}. Was one of them restored from a copy? Nothing was removed. Run pulumi up --refresh, which goes on from what is there.`,
            );
        }
        await remove(kubeconfig, others);
    });
}

async function remove(kubeconfig: KubeConfig, objects: readonly NamespacedObject[]): Promise<void> {
    const { ApiException, KubernetesObjectApi } = await import("@kubernetes/client-node");
    const api = KubernetesObjectApi.makeApiClient(kubeconfig);
    for (const { apiVersion, kind, name, namespace } of objects) {
        try {
            const object = { apiVersion, kind, metadata: { name, namespace } };
            await api.delete(object);
        } catch (error) {
            const code = error instanceof ApiException ? error.code : undefined;
            if (code !== 404) {
                const reason = code === undefined ? String(error) : `the API server answers ${code}`;
                throw userError(
                    `${title({ apiVersion, kind, name, namespace })} is of an earlier version of the gateway, and couldn't be removed: ${reason}. The gateway is deployed. Run pulumi up once more.`,
                );
            }
        }
    }
}
