import type { KubeConfig } from "@kubernetes/client-node";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Method, type RunningArgs, type Target } from "../components/args";
import type { BrokerGroups } from "../components/model/consumerGroups";
import { defaultName } from "../components/model/names";
import { findGenerations, type Generation } from "../deployed/generations";
import type { StackConfiguration } from "../stack";
import { findAdoptedObjects, type Adoption } from "../adoption";
import { deployedBrokerGroups } from "../deployed/consumerGroups";
import { driftWarnings, liveObjects } from "../drift/drift";
import { desiredNames } from "../deployed/desiredState";
import { loadKubeconfig } from "../kubernetes/kubeconfig";
import { clusterUid, requireOrigin, stateOwner } from "./origin";
import { hasOwnObjects } from "../deployed/ownership";
import { preflight } from "../preflight";
import { stackProvider } from "./provider";
import { driftCorrection } from "../drift/correction";
import { connectReader, rememberingReader } from "../kubernetes/reader";
import { findRelease, type ReleaseLookup } from "../kubernetes/helmRelease";
import { overlayIn } from "../drift/releaseOverlay";
import { runningGateway } from "../deployed/runningGateway";

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
    /** What the gateway's pods were deployed with, if there are any. */
    readonly running: RunningArgs | undefined;
    /** Groups at message brokers that the pods are in, if there are any. */
    readonly brokerGroups: BrokerGroups | undefined;
    /** Puts right what someone has changed behind the stack's back. */
    readonly putRight: pulumi.ResourceTransformation;
    /** What is there of the objects that are made anew beside the old ones. */
    readonly generations: readonly Generation[];
    readonly kubeconfig: KubeConfig;
}

/**
 * Connects to the cluster that the configuration names, and checks that the gateway can be deployed there. Until then,
 * nothing but the id of the state is registered: a cluster that can't be used leaves nothing behind.
 *
 * @throws RunError when the cluster can't be reached or isn't as it has to be.
 */
export async function connectCluster({ cluster, gateway, namespace }: StackConfiguration): Promise<Cluster> {
    const kubeconfig = await loadKubeconfig(cluster);
    const reader = rememberingReader(await connectReader(kubeconfig));
    const release =
        gateway.method === Method.Helm
            ? await findRelease(reader, namespace, gateway.name ?? defaultName)
            : ("absent" as const);
    const owner = await stateOwner();
    const adopted = gateway.adopt && (await findAdoptedObjects(reader, namespace, desiredNames({ gateway })));
    const looked = {
        project: pulumi.getProject(),
        stack: pulumi.getStack(),
        namespace,
        gateway,
        owner: owner.text,
        release,
    };
    const running = await runningGateway(reader, looked);
    const desired = { ...looked, ...(running && { running }) };
    const place = { context: cluster.context, uid: await clusterUid(reader) };
    const isPresent = await hasOwnObjects(reader, desired);
    // Where nothing is deployed, and the cluster can't be used, it must not be recorded. A preview records nothing.
    const isComparedFirst = isPresent || pulumi.runtime.isDryRun();
    let origin = isComparedFirst ? await requireOrigin(place, desired, isPresent) : undefined;
    const objects = await liveObjects(reader, desired);
    for (const warning of [...(await preflight(reader, desired, adopted)), ...driftWarnings(objects, desired)]) {
        void pulumi.log.warn(warning);
    }
    // A state without an id may be one of an earlier version: then it is the provider that knows the cluster.
    origin ??= owner.isNew ? undefined : await requireOrigin(place, desired, isPresent);
    const kept = isPresent ? [] : owner.isNew ? (["context", "kubeconfig"] as const) : (["context"] as const);
    const provider = await stackProvider(cluster, desired.stack, kept);
    origin ??= await requireOrigin(place, desired, isPresent);

    const generations = await findGenerations(reader, desired);

    const target = { context: cluster.context, server: kubeconfig.getCurrentCluster()?.server ?? "" };
    const adoption = adopted && { kubeconfig, desired, adopted };
    const brokerGroups = await deployedBrokerGroups(reader, desired, adopted?.objects.deployment.found);
    const recorded = typeof release === "string" ? undefined : overlayIn(release.latestValues);
    return {
        target,
        provider,
        // Everything that has the id is deleted before both: after a destroy that failed, the stack still knows what is its own.
        owner: pulumi.all([owner.id, origin]).apply(([id]) => id),
        release,
        adoption,
        running,
        brokerGroups,
        generations,
        kubeconfig,
        putRight: driftCorrection({
            kubeconfig,
            objects,
            ...(recorded !== undefined && { recorded }),
            isAutoscaled: gateway.autoscaling !== undefined,
        }),
    };
}
