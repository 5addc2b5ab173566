import { connectCluster } from "./cluster/connect";
import { runAdoptionStep } from "./adoption";
import { announceReleaseChanges } from "./drift/releaseChanges";
import { removeSuperseded } from "./drift/superseded";
import { Gateway, Method } from "./components";
import { validatedChart } from "./components/helm/validateChart";
import { stackConfiguration } from "./stack";

const name = "gateway";

/** Deploys one gateway as the stack's configuration says; its outputs are the stack's. */
export = async () => {
    const configuration = stackConfiguration();
    const cluster = await connectCluster(configuration);
    const { target, provider, owner, release, adoption, running, brokerGroups } = cluster;
    // The component validates its chart, too, but other objects may exist by then.
    const chart =
        configuration.gateway.method === Method.Helm
            ? await validatedChart(name, configuration.gateway, configuration.namespace, provider)
            : undefined;
    const gateway = new Gateway(
        name,
        { ...configuration.gateway, ...(brokerGroups && { brokerGroups }), target, running, owner },
        { provider, transformations: [cluster.driftCorrection] },
    );
    removeSuperseded(gateway, cluster.kubeconfig, cluster.versionedObjects);
    if (chart !== undefined) {
        announceReleaseChanges(gateway, release, chart.objects);
    }
    if (adoption !== undefined) {
        runAdoptionStep(gateway, adoption);
    }
    return gateway.outputs();
};
