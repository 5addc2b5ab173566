import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Method, type Target } from "../components/args";
import { defaultName } from "../components/plan/naming";
import type { StackConfiguration } from "../config";
import type { Adoption } from "./accompany";
import { findAdoptees } from "./adoptees";
import { expectedNames } from "./expectation";
import { loadKubeconfig } from "./kubeconfig";
import { clusterUid, requireOrigin, stateOwner } from "./origin";
import { hasOwnObjects } from "./ownership";
import { preflight } from "./preflight";
import { stackProvider } from "./provider";
import { connectReader } from "./reader";
import { findRelease, type ReleaseLookup } from "./release";

/** The cluster that a stack deploys to. */
export interface Cluster {
    readonly target: Target;
    readonly provider: k8s.Provider;
    /** The id of the stack's state. */
    readonly owner: pulumi.Output<string>;
    /** With method `helm`, the release under the gateway's name as it is. */
    readonly release: ReleaseLookup;
    /** During an adoption, what is adopted. */
    readonly adoption: Adoption | undefined;
}

/**
 * Connects to the cluster that the configuration names, and checks that the gateway can be deployed there. Until then,
 * nothing but the id of the state is registered: a cluster that can't be used leaves nothing behind.
 *
 * @throws RunError when the cluster can't be reached or isn't as it has to be.
 */
export async function connectCluster({ cluster, gateway, namespace }: StackConfiguration): Promise<Cluster> {
    const kubeconfig = await loadKubeconfig(cluster);
    const reader = await connectReader(kubeconfig);
    const release =
        gateway.method === Method.Helm
            ? await findRelease(reader, namespace, gateway.name ?? defaultName)
            : ("absent" as const);
    const owner = await stateOwner();
    const adoptees = gateway.adopt && (await findAdoptees(reader, namespace, expectedNames({ gateway })));
    const expectation = {
        project: pulumi.getProject(),
        stack: pulumi.getStack(),
        namespace,
        gateway,
        owner: owner.text,
        release,
        ...(adoptees && { adoptees }),
    };
    const place = { context: cluster.context, uid: await clusterUid(reader) };
    const isPresent = await hasOwnObjects(reader, expectation);
    // Where nothing is deployed, and the cluster can't be used, it must not be recorded. A preview records nothing.
    const isComparedFirst = isPresent || pulumi.runtime.isDryRun();
    let origin = isComparedFirst ? await requireOrigin(place, expectation, isPresent) : undefined;
    for (const warning of await preflight(reader, expectation)) {
        void pulumi.log.warn(warning);
    }
    // A state without an id may be one of an earlier version: then it is the provider that knows the cluster.
    origin ??= owner.isNew ? undefined : await requireOrigin(place, expectation, isPresent);
    const kept = isPresent ? [] : owner.isNew ? (["context", "kubeconfig"] as const) : (["context"] as const);
    const provider = await stackProvider(cluster, expectation.stack, kept);
    origin ??= await requireOrigin(place, expectation, isPresent);

    const target = { context: cluster.context, server: kubeconfig.getCurrentCluster()?.server ?? "" };
    const adoption = adoptees && { kubeconfig, expectation, adoptees };
    // Everything that has the id is deleted before both: after a destroy that failed, the stack still knows what is its own.
    return { target, provider, owner: pulumi.all([owner.id, origin]).apply(([id]) => id), release, adoption };
}
