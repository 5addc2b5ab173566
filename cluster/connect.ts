import type { KubeConfig } from "@kubernetes/client-node";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Method, type RunningArgs, type Target } from "../components/args";
import type { BrokerGroups } from "../components/model/consumerGroups";
import { defaultName } from "../components/model/names";
import { findAdoptedObjects, type Adoption } from "../adoption";
import { deployedBrokerGroups } from "../deployed/consumerGroups";
import { desiredNames, type DesiredState } from "../deployed/desiredState";
import { findVersionedObjects, type VersionedObject } from "../deployed/versionedObjects";
import { hasOwnObjects } from "../deployed/ownership";
import { runningGateway } from "../deployed/runningGateway";
import { findDrift } from "../drift";
import { driftCorrection } from "../drift/correction";
import { findRelease, type ReleaseLookup } from "../kubernetes/helmRelease";
import { loadKubeconfig, type ClusterChoice } from "../kubernetes/kubeconfig";
import { connectReader, rememberingReader, type ClusterReader } from "../kubernetes/reader";
import { preflight } from "../preflight";
import type { StackConfiguration } from "../stack";
import { clusterUid, requireOrigin } from "./origin";
import { stackProvider } from "./provider";
import { stateOwner } from "./stateOwner";

/** The cluster that a stack deploys to, and what the gateway there depends on. */
export interface Cluster {
    readonly kubeconfig: KubeConfig;
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
    readonly driftCorrection: pulumi.ResourceTransformation;
    /** The objects in the cluster of which a change makes another version, beside the old one. */
    readonly versionedObjects: readonly VersionedObject[];
}

/**
 * Connects to the cluster that the configuration names, and checks that the gateway can be deployed there. Until then,
 * nothing but the id of the state is registered: a cluster that can't be used leaves nothing behind.
 *
 * @throws RunError when the cluster can't be reached or isn't as it has to be.
 */
export async function connectCluster(configuration: StackConfiguration): Promise<Cluster> {
    const { gateway, namespace } = configuration;
    const kubeconfig = await loadKubeconfig(configuration.cluster);
    const reader = rememberingReader(await connectReader(kubeconfig));
    const release =
        gateway.method === Method.Helm
            ? await findRelease(reader, namespace, gateway.name ?? defaultName)
            : ("absent" as const);
    const owner = await stateOwner();
    const adopted = gateway.adopt && (await findAdoptedObjects(reader, namespace, desiredNames({ gateway })));
    const desired = await desiredState(reader, configuration, { owner: owner.text, release });
    const isPresent = await hasOwnObjects(reader, desired);
    const drift = await findDrift(reader, desired, isPresent);
    const { provider, origin } = await registerProvider(reader, configuration.cluster, desired, {
        isOwnerNew: owner.isNew,
        isPresent,
        requireUsable: async () => {
            for (const warning of [...(await preflight(reader, desired, adopted)), ...drift.warnings]) {
                void pulumi.log.warn(warning);
            }
        },
    });
    return {
        kubeconfig,
        target: { context: configuration.cluster.context, server: kubeconfig.getCurrentCluster()?.server ?? "" },
        provider,
        // Everything that has the id is deleted before both: after a destroy that failed, the stack still knows what is its own.
        owner: pulumi.all([owner.id, origin]).apply(([id]) => id),
        release,
        adoption: adopted && { kubeconfig, desired, adopted },
        running: desired.running,
        brokerGroups: await deployedBrokerGroups(reader, desired, adopted?.objects.deployment.found),
        driftCorrection: driftCorrection(kubeconfig, drift),
        versionedObjects: await findVersionedObjects(reader, desired),
    };
}

async function desiredState(
    reader: ClusterReader,
    { gateway, namespace }: StackConfiguration,
    state: Pick<DesiredState, "owner" | "release">,
): Promise<DesiredState> {
    const desired = { project: pulumi.getProject(), stack: pulumi.getStack(), namespace, gateway, ...state };
    const running = await runningGateway(reader, desired);
    return { ...desired, ...(running && { running }) };
}

/** What decides in which order the provider and the origin are registered. */
interface Circumstances {
    /** Whether this run makes the id of the state. */
    readonly isOwnerNew: boolean;
    /** Whether an object of this gateway is in the cluster. */
    readonly isPresent: boolean;
    /** @throws RunError when the gateway can't be deployed to the cluster. */
    readonly requireUsable: () => Promise<void>;
}

/** Registers the provider, and where the stack was first deployed, once the cluster is known to be the right one. */
async function registerProvider(
    reader: ClusterReader,
    cluster: ClusterChoice,
    desired: DesiredState,
    { isOwnerNew, isPresent, requireUsable }: Circumstances,
) {
    const place = { context: cluster.context, uid: await clusterUid(reader) };
    const unchanged = isPresent ? [] : isOwnerNew ? (["context", "kubeconfig"] as const) : (["context"] as const);
    const recordOrigin = () => requireOrigin(place, desired, isPresent);
    const recordProvider = () => stackProvider(cluster, desired.stack, unchanged);
    // A preview records nothing, so the reason that says most comes first there.
    if (isPresent || pulumi.runtime.isDryRun()) {
        const origin = await recordOrigin();
        await requireUsable();
        return { origin, provider: await recordProvider() };
    }
    // A cluster that can't be used must not be recorded as the first one.
    await requireUsable();
    if (!isOwnerNew) {
        const origin = await recordOrigin();
        return { origin, provider: await recordProvider() };
    }
    // A state without an id may be one of an earlier version, in which only the provider knows the cluster.
    const provider = await recordProvider();
    return { provider, origin: await recordOrigin() };
}
