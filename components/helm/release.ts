import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ServiceType } from "../args";
import { defaultName } from "../model/names";
import { deployTimeout } from "../model/rollout";
import { replicasAtStart } from "../model/replicas";
import { oncePerGateway, type Build, type Workload } from "../objects/build";
import { cookieRotation } from "../objects/cookieRotation";
import { gatewayDeploymentContent } from "../objects/deployment";
import { chartSource } from "./chart";
import { validatedChart } from "./validateChart";
import { overlayVariable } from "./overlay";
import { desiredObjects } from "./desiredObjects";
import { postRenderer } from "./postRenderer";
import { renderedObjects, type RenderedObject } from "./rendering";
import { chartValues } from "./values";

/** Revisions that Helm keeps for a rollback: as many as its own command. */
const keptRevisions = 10;

/** The release's values, and the overlay among them that the post-renderer merges into what the chart renders. */
const releaseValues = oncePerGateway((build: Build) => {
    const { scope, args, gateway } = build;
    const objects = desiredObjects(scope, args, gatewayDeploymentContent(build));
    const chart = scope.namespace.apply((namespace) =>
        validatedChart(scope.resourceName, args, namespace, gateway.getProvider("kubernetes:helm.sh/v3:Release")),
    );
    const overlay = pulumi
        .all([objects, chart])
        .apply(([known, { fingerprint }]) => JSON.stringify({ chart: fingerprint, objects: known }));
    const values = chartValues(args, {
        fullName: scope.names.deployment,
        replicas: replicasAtStart(args),
        serviceType: args.serviceType ?? ServiceType.ClusterIP,
        environment: { [overlayVariable]: overlay },
    });
    return { overlay, values };
});

/**
 * The Deployment, the public and the headless Service as a release of RIG's chart. They have the content that the method
 * `manifests` gives them: it goes into the chart's values, and the post-renderer merges it into what the chart renders.
 *
 * The release waits for a rendering of the chart: values that Helm would refuse or silently ignore are an error before
 * anything is changed.
 */
export function release(build: Build): k8s.helm.v3.Release {
    const { scope, args } = build;
    const { name, options } = build.resource("release");
    return new k8s.helm.v3.Release(
        name,
        {
            ...chartSource(args.chart).release,
            name: args.name ?? defaultName,
            namespace: scope.namespace,
            values: releaseValues(build).values,
            postrender: postRenderer(),
            // Helm rolls a failed upgrade back, and uninstalls a failed first release. A rollback to another cookie would run
            // both cookies side by side, pod by pod.
            atomic: !cookieRotation(build).recreatesPods,
            cleanupOnFail: true,
            timeout: deployTimeout(args),
            maxHistory: keptRevisions,
        },
        { ...options, dependsOn: build.beforePods() },
    );
}

/** The Deployment and its two Services, as the release has them. */
export function releaseWorkload(build: Build): Workload {
    const { scope, gateway } = build;
    const deployed = build.require("release");
    const onceDeployed = (object: string) => deployed.urn.apply(() => object);
    return {
        deployed,
        content: releaseValues(build).overlay,
        deploymentName: onceDeployed(scope.names.deployment),
        serviceName: onceDeployed(scope.names.publicService),
        headlessServiceName: onceDeployed(scope.names.headlessService),
        publicService: () =>
            k8s.core.v1.Service.get(
                // Method manifests creates a resource under its own name; this one is only read.
                `${scope.resourceName}-public-address`,
                pulumi
                    .all([scope.namespace, deployed.status])
                    .apply(([namespace]) => `${namespace}/${scope.names.publicService}`),
                { parent: gateway },
            ),
    };
}

/** The objects of the release as Helm will have them; unknown in a preview as long as something in them is. */
export function releasedObjects(build: Build): pulumi.Output<RenderedObject[]> {
    const { scope, args, gateway } = build;
    // The values of the resource: a transformation may have changed them.
    return pulumi.all([scope.namespace, build.require("release").values]).apply(([namespace, values]) =>
        renderedObjects(
            {
                subject: `Gateway ${scope.resourceName}`,
                source: chartSource(args.chart),
                release: args.name ?? defaultName,
                namespace,
                values,
            },
            { parent: gateway },
        ),
    );
}
