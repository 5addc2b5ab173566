import * as pulumi from "@pulumi/pulumi";
import { ServiceType, type GatewayArgs } from "../args";
import { leaves } from "../model/chartValues";
import { fingerprint } from "../model/fingerprint";
import { defaultName } from "../model/names";
import { isRecord, withoutPath } from "../validation/record";
import { replicasAtStart } from "../model/size";
import { pathText, problemsError } from "../validation/problem";
import { isDeferred } from "../validation/primitives";
import { deploymentContent } from "../objects/deployment";
import { gatewayScope } from "../objects/scope";
import { chartSource } from "./chart";
import { overlayVariable } from "./overlay";
import { desiredObjects } from "./desiredObjects";
import { requirePostRenderer } from "./postRenderer";
import { renderedObjects, type RenderedObject, type Rendering } from "./rendering";
import { chartValues } from "./values";

/** Stands in for what is known later. */
const later = "known-later";

/** What a chart makes of a gateway's arguments. */
export interface ValidatedChart {
    /** The objects of the release, with stand-ins for what is known only later. */
    readonly objects: readonly RenderedObject[];
    /** Of the objects, so that a chart that changes under the same version is a change. */
    readonly fingerprint: string;
}

/**
 * Renders and mends the chart of a gateway as far as everything is known beforehand.
 *
 * @param name The component's name, for messages.
 * @param options The resource or provider that renders.
 * @throws RunError when the chart or the post-renderer can't be used, or the chart ignores values.
 */
export async function validatedChart(
    name: string,
    args: GatewayArgs,
    namespace: string,
    options: pulumi.InvokeOptions,
): Promise<ValidatedChart> {
    requirePostRenderer();
    const rendering = knownRendering(name, args, namespace);
    const objects = await renderedObjects(rendering, options);
    const whole = JSON.stringify(objects);
    const given = leaves(args.chart?.values ?? {});
    const effects = await Promise.all(
        given.map(async ({ path }) => {
            const values = withoutPath(rendering.values, path);
            // What the chart can't do without has an effect, too.
            return renderedObjects({ ...rendering, values }, options).then(
                (others) => JSON.stringify(others) !== whole,
                () => true,
            );
        }),
    );
    const ignored = given.filter((_, index) => !effects[index]);
    if (ignored.length > 0) {
        throw problemsError(
            rendering.subject,
            ignored.map(({ path }) => ({
                path: ["chart", "values", pathText(path)],
                message: `the release is the same with and without it: the chart ${rendering.source.title} doesn't know it, or has it so by default, or the deployment decides it. Remove it.`,
            })),
        );
    }
    return { objects, fingerprint: fingerprint({ whole }) };
}

/** A rendering with all fields that the deployment decides; what the container's variables are is no matter here. */
function knownRendering(name: string, args: GatewayArgs, namespace: string): Rendering {
    const { serviceType = ServiceType.ClusterIP } = args;
    const replicas = replicasAtStart(args);
    const scope = gatewayScope(name, args, pulumi.output(namespace));
    const plan = desiredObjects(
        scope,
        args,
        deploymentContent(scope, args, {
            minReadySeconds: 0,
            deployTimeout: 0,
            environment: [],
            files: [],
            cookieFingerprint: pulumi.output(later),
            rotation: { atOnce: false, number: 0, argumentsFingerprint: undefined },
            serviceAccount: later,
        }),
    );
    const values = chartValues(args, {
        fullName: scope.names.deployment,
        replicas,
        serviceType,
        environment: { [overlayVariable]: JSON.stringify({ objects: plan.map(known) }) },
    });
    return {
        subject: `Gateway ${name}`,
        source: chartSource(args.chart),
        release: args.name ?? defaultName,
        namespace,
        values: known(values),
    };
}

/** The values with everything in them that is known only later replaced by the same text. */
function known(values: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, knownPart(value)]));
}

function knownPart(value: unknown): unknown {
    if (isDeferred(value)) {
        return later;
    }
    if (Array.isArray(value)) {
        return value.map(knownPart);
    }
    return isRecord(value) ? known(value) : value;
}
