import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { shown, userError } from "../components/validation/problem";
import type { ClusterChoice } from "../kubernetes/kubeconfig";
import { isKubeconfigText } from "../kubernetes/kubeconfigText";
import { ambientKubeconfig } from "./ambientKubeconfig";
import { resolvedValue } from "./resolvedValue";

/** The provider, with what the state has of its context. */
class StackProvider extends k8s.Provider {
    declare public readonly context: pulumi.Output<string | undefined>;
}

/**
 * Registers the provider of a stack. A change of its `clusterIdentifier` would replace every object, also within one
 * cluster, so the state keeps its value; {@link requireOrigin} refuses another cluster.
 *
 * Earlier versions recorded nothing of the cluster but the context's name. So when none of the gateway's objects is in
 * the cluster, the provider is registered with what the state has, and another context is refused.
 *
 * @param unchanged Properties that this run leaves as the state has them.
 * @throws RunError when the context is among that, and is another one.
 */
export async function stackProvider(
    cluster: ClusterChoice,
    stack: string,
    unchanged: readonly ("context" | "kubeconfig")[],
): Promise<k8s.Provider> {
    const { context, kubeconfig } = cluster;
    const inline = kubeconfig !== undefined && isKubeconfigText(kubeconfig);
    const provider = new StackProvider(
        "cluster",
        {
            context,
            kubeconfig: inline ? pulumi.secret(kubeconfig) : kubeconfig,
            clusterIdentifier: context,
            // A Secret whose content changes is updated in place: replacing it would delete it first.
            enableSecretMutable: true,
        },
        {
            ignoreChanges: ["clusterIdentifier", ...unchanged],
            ...(kubeconfig === undefined && { transformations: [ambientKubeconfig] }),
        },
    );
    const former = await resolvedValue(provider.context);
    if (former !== undefined && former !== context) {
        throw userError(
            `Stack ${stack} was deployed by way of the context ${shown(former)}, and no object of the gateway is in the cluster of the context ${shown(context)}. Nothing was changed. ` +
                "Choose a context of the first cluster; for another cluster make another stack (pulumi stack init). " +
                "If nothing of the stack is deployed any more: pulumi destroy, and then pulumi up.",
        );
    }
    return provider;
}
