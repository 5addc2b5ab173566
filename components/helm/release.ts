import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { defaultName } from "../model/names";
import type { Scope } from "../objects/scope";
import type { Workload, WorkloadParts } from "../objects/workload";
import { chartSource } from "./chart";
import { validatedChart } from "./validateChart";
import { overlayVariable } from "./overlay";
import { desiredObjects } from "./desiredObjects";
import { postRenderer } from "./postRenderer";
import { renderedObjects, type RenderedObject } from "./rendering";
import { chartValues } from "./values";

/** Revisions that Helm keeps for a rollback: as many as its own command. */
const keptRevisions = 10;

/** A release, and the objects in it. */
export interface Release extends Workload {
    /** Renders the objects as Helm will have them; unknown in a preview as long as something in them is. */
    readonly objects: () => pulumi.Output<RenderedObject[]>;
}

/**
 * The Deployment, the public and the headless Service as a release of RIG's chart. They have the content that the method
 * `manifests` gives them: an overlay in the chart's values has it, and the post-renderer merges it into what the chart
 * renders.
 *
 * The release waits until the chart has been rendered: what Helm would refuse or ignore is an error before anything has
 * changed.
 */
export function release(scope: Scope, args: GatewayArgs, parts: WorkloadParts): Release {
    const { replicas, serviceType, deployTimeout, protect, before } = parts;
    const name = args.name ?? defaultName;
    const source = chartSource(args.chart);
    const desired = desiredObjects(scope, args, parts);
    const values = <T>(overlay: T) =>
        chartValues(args, {
            fullName: scope.names.deployment,
            replicas,
            serviceType,
            environment: { [overlayVariable]: overlay },
        });
    const { parent } = scope.options;
    const options = { parent };
    const provider = parent?.getProvider("kubernetes:helm.sh/v3:Release");
    const chart = scope.namespace.apply((namespace) => validatedChart(scope.resourceName, args, namespace, provider));
    const overlay = pulumi
        .all([desired, chart])
        .apply(([objects, { fingerprint }]) => JSON.stringify({ chart: fingerprint, objects }));
    const resource = new k8s.helm.v3.Release(
        `${scope.resourceName}-release`,
        {
            ...source.release,
            name,
            namespace: scope.namespace,
            values: values(overlay),
            postrender: postRenderer(),
            // Helm rolls a release that fails back, and removes the first one. A rollback to another cookie would run
            // both cookies side by side, pod by pod.
            atomic: !parts.rotation.atOnce,
            cleanupOnFail: true,
            timeout: deployTimeout,
            maxHistory: keptRevisions,
        },
        { ...scope.options, dependsOn: before, protect },
    );
    const inRelease = (object: string) => resource.urn.apply(() => object);
    return {
        deployed: resource,
        content: overlay,
        deploymentName: inRelease(scope.names.deployment),
        serviceName: inRelease(scope.names.publicService),
        headlessServiceName: inRelease(scope.names.headlessService),
        publicService: () =>
            k8s.core.v1.Service.get(
                // Method manifests creates a resource under its own name; this one is only read.
                `${scope.resourceName}-public-address`,
                pulumi
                    .all([scope.namespace, resource.status])
                    .apply(([namespace]) => `${namespace}/${scope.names.publicService}`),
                options,
            ),
        objects: () =>
            pulumi
                // The resource's own values: a transformation may have changed them.
                .all([scope.namespace, resource.values])
                .apply(([namespace, releaseValues]) =>
                    renderedObjects(
                        {
                            subject: `Gateway ${scope.resourceName}`,
                            source,
                            release: name,
                            namespace,
                            values: releaseValues,
                        },
                        options,
                    ),
                ),
    };
}
