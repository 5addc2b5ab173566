import type { KubeConfig } from "@kubernetes/client-node";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Method, type Target } from "../components/args";
import type { BrokerGroups } from "../components/plan/groups";
import { defaultName } from "../components/plan/naming";
import { isKubeconfigText, type StackConfiguration } from "../config";
import type { Adoption } from "./accompany";
import { ambientKubeconfig } from "./ambientKubeconfig";
import { findAdoptees } from "./adoptees";
import { deployedBrokerGroups } from "./brokerGroups";
import { driftWarnings, liveObjects } from "./drift";
import { expectedNames } from "./expectation";
import { loadKubeconfig } from "./kubeconfig";
import { preflight } from "./preflight";
import { putRight } from "./putRight";
import { connectReader } from "./reader";
import { findRelease, type ReleaseLookup } from "./release";
import { planIn } from "./releasePlan";
import { findGenerations, type Generation } from "./superseded";

/** The cluster that a stack deploys to. */
export interface Cluster {
    readonly target: Target;
    readonly provider: k8s.Provider;
    /** With method `helm`, the release under the gateway's name as it is. */
    readonly release: ReleaseLookup;
    /** During an adoption, what is adopted. */
    readonly adoption: Adoption | undefined;
    /** Puts right what someone has changed behind the stack's back. */
    readonly putRight: pulumi.ResourceTransformation;
    /** Groups at message brokers that the pods are in, if there are any. */
    readonly brokerGroups: BrokerGroups | undefined;
    /** What is there of the objects that are made anew beside the old ones. */
    readonly generations: readonly Generation[];
    readonly kubeconfig: KubeConfig;
}

/**
 * Connects to the cluster that the configuration names, and checks that the gateway can be deployed there. The provider
 * is registered last, so that a cluster that can't be used leaves nothing behind.
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
    const adoptees = gateway.adopt && (await findAdoptees(reader, namespace, expectedNames({ gateway })));
    const expectation = {
        project: pulumi.getProject(),
        stack: pulumi.getStack(),
        namespace,
        gateway,
        release,
        ...(adoptees && { adoptees }),
    };
    const objects = await liveObjects(reader, expectation);
    for (const warning of [...(await preflight(reader, expectation)), ...driftWarnings(objects, expectation)]) {
        void pulumi.log.warn(warning);
    }

    const generations = await findGenerations(reader, expectation);

    const target = { context: cluster.context, server: kubeconfig.getCurrentCluster()?.server ?? "" };
    const adoption = adoptees && { kubeconfig, expectation, adoptees };
    const brokerGroups = await deployedBrokerGroups(reader, expectation);
    const recorded = typeof release === "string" ? undefined : planIn(release.latestValues);
    return {
        target,
        provider: provider(cluster),
        release,
        adoption,
        brokerGroups,
        generations,
        kubeconfig,
        putRight: putRight({
            kubeconfig,
            objects,
            ...(recorded !== undefined && { recorded }),
            isAutoscaled: gateway.autoscaling !== undefined,
        }),
    };
}

function provider({ context, kubeconfig }: StackConfiguration["cluster"]): k8s.Provider {
    const inline = kubeconfig !== undefined && isKubeconfigText(kubeconfig);
    return new k8s.Provider(
        "cluster",
        {
            context,
            kubeconfig: inline ? pulumi.secret(kubeconfig) : kubeconfig,
            // Without it, new credentials in the kubeconfig would replace the provider, and with it every object.
            clusterIdentifier: context,
            // A Secret whose content changes is updated in place: replacing it would delete it first.
            enableSecretMutable: true,
        },
        kubeconfig === undefined ? { transformations: [ambientKubeconfig] } : {},
    );
}
