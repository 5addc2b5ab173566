import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Gateway } from "../../../../components";

const provider = new k8s.Provider("cluster", { context: new pulumi.Config().require("context") });
const namespace = new k8s.core.v1.Namespace("pair", { metadata: { name: `pair-${pulumi.getStack()}` } }, { provider });

const [first, second] = ["first", "second"].map(
    (name) =>
        new Gateway(
            name,
            {
                name,
                namespace: namespace.metadata.name,
                createNamespace: false,
                replicas: 1,
                minReadySeconds: 0,
                settings: { LOG_LEVEL: "debug" },
            },
            { provider },
        ),
);

export const names = [first?.deploymentName, second?.deploymentName];
