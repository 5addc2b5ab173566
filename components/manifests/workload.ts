import type { GatewayArgs } from "../args";
import type { Scope } from "../scope";
import type { Workload, WorkloadParts } from "../workload";
import { deployment } from "./deployment";
import { headlessService, publicService } from "./services";

/** The Deployment and its two Services as single objects. */
export function manifests(scope: Scope, args: GatewayArgs, parts: WorkloadParts): Workload {
    const { serviceType, deployTimeout, protect, before } = parts;
    const open = publicService(scope, serviceType, { timeout: deployTimeout, protect });
    const headless = headlessService(scope);
    const made = deployment(scope, args, { ...parts, before: [headless, ...before] });
    return {
        deploymentName: made.metadata.name,
        serviceName: open.metadata.name,
        headlessServiceName: headless.metadata.name,
        publicService: () => open,
    };
}
