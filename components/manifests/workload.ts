import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import type { Scope } from "../scope";
import type { Workload, WorkloadParts } from "../workload";
import { deployment, deploymentContent } from "./deployment";
import { headlessService, publicService } from "./services";

/** The Deployment and its two Services as single objects. */
export function manifests(scope: Scope, args: GatewayArgs, parts: WorkloadParts): Workload {
    const { serviceType, deployTimeout, protect, before } = parts;
    const open = publicService(scope, serviceType, { timeout: deployTimeout, protect });
    const headless = headlessService(scope);
    const content = deploymentContent(scope, args, parts);
    const made = deployment(scope, content, { ...parts, before: [headless, ...before] });
    return {
        deployed: made,
        content: pulumi.output(content).apply((each) => JSON.stringify(each)),
        deploymentName: made.metadata.name,
        serviceName: open.metadata.name,
        headlessServiceName: headless.metadata.name,
        publicService: () => open,
    };
}
