import * as pulumi from "@pulumi/pulumi";
import type { Build, Workload } from "./build";
import { gatewayDeploymentContent } from "./deployment";

/** The Deployment and its two Services as single objects. */
export function manifestsWorkload(build: Build): Workload {
    const deployment = build.require("deployment");
    const publicService = build.require("publicService");
    return {
        deployed: deployment,
        content: pulumi.output(gatewayDeploymentContent(build)).apply((content) => JSON.stringify(content)),
        // In the preview of a replacement, the provider puts a generated name into the metadata.
        deploymentName: deployment.urn.apply(() => build.scope.names.deployment),
        serviceName: publicService.metadata.name,
        headlessServiceName: build.require("headlessService").metadata.name,
        publicService: () => publicService,
    };
}
