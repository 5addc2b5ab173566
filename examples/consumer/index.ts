import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { gatewayOutputs } from "rig/outputs";

const config = new pulumi.Config();
const gateway = gatewayOutputs(new pulumi.StackReference("gateway", { name: config.require("gateway") }));

const provider = new k8s.Provider("cluster", { context: config.require("context") });
const namespace = new k8s.core.v1.Namespace(
    "consumer",
    {
        metadata: {
            name: `consumer-${pulumi.getStack()}`,
            labels: { "pod-security.kubernetes.io/enforce": "restricted" },
        },
    },
    { provider },
);

const options: pulumi.CustomResourceOptions = { provider, parent: namespace };
const labels = { "app.kubernetes.io/name": "gateway-check" };

const defaultDeny = new k8s.networking.v1.NetworkPolicy(
    "default-deny",
    {
        metadata: { name: "default-deny", namespace: namespace.metadata.name },
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    },
    options,
);

const toGateway = new k8s.networking.v1.NetworkPolicy(
    "to-gateway",
    {
        metadata: { name: "to-gateway", namespace: namespace.metadata.name },
        spec: {
            podSelector: { matchLabels: labels },
            policyTypes: ["Egress"],
            egress: [
                {
                    to: [
                        {
                            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": gateway.namespace } },
                            podSelector: { matchLabels: { "app.kubernetes.io/name": "reactive-interaction-gateway" } },
                        },
                    ],
                    // A policy sees the port behind the Service; its name is the same wherever the gateway listens.
                    ports: [{ protocol: "TCP", port: "proxy-http" }],
                },
                // DNS: on its usual port anywhere, and wherever the cluster's own servers listen.
                {
                    ports: [
                        { protocol: "UDP", port: 53 },
                        { protocol: "TCP", port: 53 },
                    ],
                },
                {
                    to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
                },
            ],
        },
    },
    options,
);

/** `up` succeeds only when the Job does: when name, policies and gateway work from here. */
const check = new k8s.batch.v1.Job(
    "check",
    {
        metadata: { namespace: namespace.metadata.name, labels },
        spec: {
            backoffLimit: 4,
            activeDeadlineSeconds: 120,
            template: {
                metadata: { labels },
                spec: {
                    restartPolicy: "Never",
                    automountServiceAccountToken: false,
                    securityContext: {
                        runAsNonRoot: true,
                        runAsUser: 65534,
                        seccompProfile: { type: "RuntimeDefault" },
                    },
                    containers: [
                        {
                            name: "check",
                            image: "busybox:1.37",
                            command: ["wget", "-T", "10", "-O", "/dev/null"],
                            args: [pulumi.interpolate`${gateway.internalEndpoint}/_rig/health`],
                            resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "16Mi" } },
                            securityContext: {
                                allowPrivilegeEscalation: false,
                                readOnlyRootFilesystem: true,
                                capabilities: { drop: ["ALL"] },
                            },
                        },
                    ],
                },
            },
        },
    },
    { ...options, dependsOn: [defaultDeny, toGateway] },
);

export const checked = gateway.internalEndpoint;
export const job = pulumi.interpolate`${namespace.metadata.name}/${check.metadata.name}`;
