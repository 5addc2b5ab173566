import { connectCluster } from "./cluster";
import { Gateway } from "./components";
import { stackConfiguration } from "./config";

/** Deploys one gateway as the stack's configuration says; its outputs are the stack's. */
export = async () => {
    const configuration = stackConfiguration();
    const { target, provider } = await connectCluster(configuration);
    const gateway = new Gateway("gateway", { ...configuration.gateway, target }, { provider });
    return gateway.outputs();
};
