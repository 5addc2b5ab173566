import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Gateway, ServiceType, type GatewayArgs } from "rig";

const context = new pulumi.Config().require("context");
const provider = new k8s.Provider(
    "cluster",
    {
        context,
        // New credentials in the kubeconfig must not replace every object.
        clusterIdentifier: context,
        // Another cookie is written into its Secret in place.
        enableSecretMutable: true,
    },
    // A renamed context must not, either.
    { ignoreChanges: ["clusterIdentifier"] },
);
const namespace = new k8s.core.v1.Namespace(
    "edge",
    { metadata: { name: `edge-${pulumi.getStack()}`, labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
    { provider },
);

const common: GatewayArgs = {
    namespace: namespace.metadata.name,
    createNamespace: false,
    replicas: 1,
    minReadySeconds: 0,
};

/** For browsers: pushes events to them, and takes none. */
const browsers = new Gateway(
    "browsers",
    { ...common, name: "browsers", settings: { LOG_LEVEL: "warn", CORS: "https://app.example.com" } },
    { provider },
);

/** For partners' servers, on a port of every node. */
const partners = new Gateway(
    "partners",
    { ...common, name: "partners", serviceType: ServiceType.NodePort },
    { provider },
);

export const browsersUrl = browsers.internalEndpoint;
export const partnersUrl = partners.internalEndpoint;
export const pods = [browsers.commands.pods, partners.commands.pods];
