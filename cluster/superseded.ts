import type { KubeConfig } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "../components";
import { instanceLabelKey } from "../components/plan/labels";
import { userError } from "../components/problems";
import { disagreement } from "./disagreement";
import { expectedNames, ownInstance, title, type Expectation } from "./expectation";
import { isOwn } from "./ownership";
import { connectReader, type ClusterReader, type KindReference, type ObjectReference } from "./reader";

type NamespacedObject = Required<ObjectReference>;

const kinds = [
    { apiVersion: "v1", kind: "ConfigMap" },
    { apiVersion: "v1", kind: "Secret" },
    { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" },
] satisfies KindReference[];

/** One of the objects that the gateway makes anew beside the old one. */
export interface Generation extends NamespacedObject {
    /** The name without its suffix: what all generations of the object have in common. */
    readonly prefix: string;
}

/**
 * The objects of the gateway whose names end with a suffix of their own. After an update that failed or was interrupted
 * there are several of one prefix, and when Pulumi was killed at the wrong moment, its state doesn't know one of them.
 * Kinds that the user may not list are left out.
 */
export async function findGenerations(reader: ClusterReader, expectation: Expectation): Promise<Generation[]> {
    const { cookieSecret, settings, secretSettings, settingsPolicies } = expectedNames(expectation);
    const prefixes = [cookieSecret, settings, secretSettings, ...Object.values(settingsPolicies)];
    const { namespace } = expectation;
    const found = await Promise.all(
        kinds.map(async (kind) => {
            const listed = await reader.findAll(
                { ...kind, namespace },
                `${instanceLabelKey}=${ownInstance(expectation)}`,
            );
            const own = listed === "forbidden" ? [] : listed.filter((each) => isOwn(each, expectation));
            return own.map(({ name }) => ({ ...kind, namespace, name }));
        }),
    );
    return found.flat().flatMap((object) => {
        const prefix = prefixes.find((each) => object.name.startsWith(`${each}-`));
        return prefix !== undefined && suffix.test(object.name.slice(prefix.length)) ? { ...object, prefix } : [];
    });
}

const suffix = /^-[0-9a-f]{10}$/;

/** Those of which there is more than one. */
export function severalGenerations(generations: readonly Generation[]): Generation[] {
    return generations.filter(
        ({ kind, prefix }) => generations.filter((other) => other.kind === kind && other.prefix === prefix).length > 1,
    );
}

/**
 * Removes, once the rollout has succeeded, what isn't of the gateway's present generation: Pulumi deletes what its state
 * knows, and this is for what it doesn't. A preview only says so.
 */
export function removeSuperseded(gateway: Gateway, kubeconfig: KubeConfig, generations: readonly Generation[]): void {
    const several = severalGenerations(generations);
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
        const difference = await disagreement(await connectReader(kubeconfig), reference, others, present);
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
