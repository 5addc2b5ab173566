import { connectCluster } from "./cluster";
import { accompanyAdoption } from "./cluster/accompany";
import { announceReleaseChanges } from "./cluster/changes";
import { Gateway, Method } from "./components";
import { checkedChart } from "./components/helm/check";
import { stackConfiguration } from "./config";

const name = "gateway";

/** Deploys one gateway as the stack's configuration says; its outputs are the stack's. */
export = async () => {
    const configuration = stackConfiguration();
    const { target, provider, release, adoption } = await connectCluster(configuration);
    if (configuration.gateway.method === Method.Helm) {
        // The component does so, too, but by then other objects may have been made.
        await checkedChart(name, configuration.gateway, configuration.namespace, { provider });
    }
    const gateway = new Gateway(name, { ...configuration.gateway, target }, { provider });
    announceReleaseChanges(gateway, release);
    if (adoption !== undefined) {
        accompanyAdoption(gateway, adoption);
    }
    return gateway.outputs();
};
