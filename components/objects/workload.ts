import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceType } from "../args";
import type { DeploymentParts } from "./deployment";

/** What a gateway's pods and the Services around them are made of beyond the arguments. */
export interface WorkloadParts extends DeploymentParts {
    /** Type of the public Service. */
    readonly serviceType: ServiceType;
}

/** A gateway's Deployment with its public and its headless Service, as one of the methods makes them. */
export interface Workload {
    readonly deploymentName: pulumi.Output<string>;
    readonly serviceName: pulumi.Output<string>;
    readonly headlessServiceName: pulumi.Output<string>;
    /** What is there when the Deployment is rolled out. */
    readonly deployed: pulumi.Resource;
    /** A text that is another one whenever the Deployment is. */
    readonly content: pulumi.Output<string>;
    /** The public Service as the cluster has it. */
    readonly publicService: () => k8s.core.v1.Service;
}
