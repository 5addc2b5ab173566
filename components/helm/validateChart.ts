import * as pulumi from "@pulumi/pulumi";
import { ServiceType, type GatewayArgs } from "../args";
import { leafValues } from "../model/chartValues";
import { fingerprint } from "../model/fingerprint";
import { defaultName } from "../model/names";
import { isRecord, withoutPath } from "../validation/record";
import { replicasAtStart } from "../model/replicas";
import { pathText, problemsError } from "../validation/problem";
import { isDeferred } from "../validation/primitives";
import { deploymentContent } from "../objects/deployment";
import { gatewayScope } from "../objects/scope";
import { chartSource } from "./chart";
import { defaultValues, hasPath } from "./defaultValues";
import { overlayVariable } from "./overlay";
import { desiredObjects } from "./desiredObjects";
import { requirePostRenderer } from "./postRenderer";
import { renderedObjects, type RenderedObject, type Rendering } from "./rendering";
import { chartValues } from "./values";

/** Replaces values that aren't known before the update. */
const placeholder = "known-later";

/** What a chart renders for a gateway's arguments. */
export interface ValidatedChart {
    /** The objects of the release, with placeholders for what isn't known yet. */
    readonly objects: readonly RenderedObject[];
    /** The fingerprint of the objects: with it, an edited chart of the same version changes the release. */
    readonly fingerprint: string;
}

/** The charts that this run has validated, by the provider that renders and what is rendered. */
const validated = new WeakMap<pulumi.ProviderResource, Map<string, Promise<ValidatedChart>>>();

/**
 * Renders the chart of a gateway with the overlay, as far as everything is known beforehand. A run does this once for each
 * provider.
 *
 * @param name The component's name, for messages.
 * @param provider The provider that renders; undefined for the default one.
 * @throws RunError when the chart or the post-renderer can't be used, or the chart ignores values.
 */
export function validatedChart(
    name: string,
    args: GatewayArgs,
    namespace: string,
    provider: pulumi.ProviderResource | undefined,
): Promise<ValidatedChart> {
    const rendering = renderingBeforeUpdate(name, args, namespace);
    if (provider === undefined) {
        return validatedRendering(rendering, args, {});
    }
    const charts = validated.get(provider) ?? new Map<string, Promise<ValidatedChart>>();
    validated.set(provider, charts);
    const key = JSON.stringify(rendering);
    const chart = charts.get(key) ?? validatedRendering(rendering, args, { provider });
    charts.set(key, chart);
    return chart;
}

async function validatedRendering(
    rendering: Rendering,
    args: GatewayArgs,
    options: pulumi.InvokeOptions,
): Promise<ValidatedChart> {
    requirePostRenderer();
    const objects = await renderedObjects(rendering, options);
    const text = JSON.stringify(objects);
    const ignored = await ignoredValues(rendering, args, text, options);
    if (ignored.length > 0) {
        throw problemsError(
            rendering.subject,
            ignored.map((path) => ({
                path: ["chart", "values", pathText(path)],
                message: `the release is the same with and without it: the chart ${rendering.source.title} doesn't know it, or has it so by default, or the deployment decides it. Remove it.`,
            })),
        );
    }
    return { objects, fingerprint: fingerprint({ whole: text }) };
}

/**
 * The values that have no effect. A chart may know more values than its defaults name, so one more rendering decides
 * about all that aren't among them: where it is the same, none of them has an effect. Helm itself refuses what the chart's
 * schema doesn't allow.
 */
async function ignoredValues(
    rendering: Rendering,
    { chart = {} }: GatewayArgs,
    text: string,
    options: pulumi.InvokeOptions,
): Promise<(readonly string[])[]> {
    const defaults = defaultValues(chart.path);
    const unknown = leafValues(chart.values ?? {})
        .map(({ path }) => path)
        .filter((path) => defaults === undefined || !hasPath(defaults, path));
    if (unknown.length === 0) {
        return [];
    }
    const values = unknown.reduce<Rendering["values"]>(withoutPath, rendering.values);
    const isSame = await renderedObjects({ ...rendering, values }, options).then(
        (objects) => JSON.stringify(objects) === text,
        // Values without which the chart can't be rendered have an effect.
        () => false,
    );
    return isSame ? unknown : [];
}

/** A rendering with all fields that the deployment decides. The container's variables have no influence on the chart. */
function renderingBeforeUpdate(name: string, args: GatewayArgs, namespace: string): Rendering {
    const { serviceType = ServiceType.ClusterIP } = args;
    const replicas = replicasAtStart(args);
    const scope = gatewayScope(name, args, pulumi.output(namespace));
    const objects = desiredObjects(
        scope,
        args,
        deploymentContent(scope, args, {
            minReadySeconds: 0,
            deployTimeout: 0,
            environment: [],
            files: [],
            cookieFingerprint: pulumi.output(placeholder),
            rotation: { recreatesPods: false, number: 0, argumentsFingerprint: undefined },
            serviceAccount: placeholder,
        }),
    );
    const values = chartValues(args, {
        fullName: scope.names.deployment,
        replicas,
        serviceType,
        environment: { [overlayVariable]: JSON.stringify({ objects: objects.map(withPlaceholders) }) },
    });
    return {
        subject: `Gateway ${name}`,
        source: chartSource(args.chart),
        release: args.name ?? defaultName,
        namespace,
        values: withPlaceholders(values),
    };
}

/** The values, with the placeholder for everything that isn't known yet. */
function withPlaceholders(values: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, valueWithPlaceholder(value)]));
}

function valueWithPlaceholder(value: unknown): unknown {
    if (isDeferred(value)) {
        return placeholder;
    }
    if (Array.isArray(value)) {
        return value.map(valueWithPlaceholder);
    }
    return isRecord(value) ? withPlaceholders(value) : value;
}
