import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { adoptionOptions, deploymentAdoptionOptions } from "./adoptionOptions";
import type { Scope } from "./scope";
import type { Workload, WorkloadParts } from "./workload";
import { deployment, deploymentContent } from "./deployment";
import { headlessService, publicService } from "./services";

/** The Deployment and its two Services as single objects. */
export function manifests(scope: Scope, args: GatewayArgs, parts: WorkloadParts): Workload {
    const { serviceType, deployTimeout, protect, before } = parts;
    const { names } = scope;
    const open = publicService(
        scope,
        args,
        { type: serviceType, timeout: deployTimeout, protect },
        adoptionOptions(args, names.publicService),
    );
    const headless = headlessService(scope, adoptionOptions(args, names.headlessService));
    const content = deploymentContent(scope, args, parts);
    const made = deployment(
        scope,
        content,
        { ...parts, before: [headless, ...before] },
        deploymentAdoptionOptions(args, names.deployment),
    );
    return {
        deployed: made,
        content: pulumi.output(content).apply((each) => JSON.stringify(each)),
        // Its metadata, in the preview of a replacement, has a name that the provider has made up.
        deploymentName: made.urn.apply(() => names.deployment),
        serviceName: open.metadata.name,
        headlessServiceName: headless.metadata.name,
        publicService: () => open,
    };
}
