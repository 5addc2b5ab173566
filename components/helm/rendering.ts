import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../validation/record";
import { userError } from "../validation/problem";
import type { ChartSource } from "./chart";
import { applyOverlay, requireOverlay } from "./overlay";

/** An object as a chart renders it. */
export type RenderedObject = Record<string, unknown>;

/** What to render. */
export interface Rendering {
    /** The gateway, for messages. */
    readonly subject: string;
    readonly source: ChartSource;
    readonly release: string;
    readonly namespace: string;
    readonly values: Readonly<Record<string, unknown>>;
}

/**
 * The objects of the release that Helm would make, with the overlay applied. The provider renders them as Helm does, and
 * installs nothing.
 *
 * @param options The resource whose provider renders.
 * @throws RunError when there is no such chart, it can't be rendered, or the overlay can't be applied to it.
 */
export async function renderedObjects(
    { subject, source, release, namespace, values }: Rendering,
    options: pulumi.InvokeOptions,
): Promise<RenderedObject[]> {
    try {
        const rendered = await template(
            { ...source.template, release_name: release, namespace, values, skip_crd_rendering: true },
            options,
        );
        const objects = rendered.filter((object) => !isHook(object)).map((object) => inRelease(object, namespace));
        requireOverlay(objects);
        return applyOverlay(objects).filter(isRecord);
    } catch (error) {
        throw userError(
            `${subject}: the chart ${source.title} can't be used: ${helmReason(error)} Nothing was changed. ` +
                "The argument chart says which chart it is: repository, name and version, or path.",
        );
    }
}

async function template(chart: Readonly<Record<string, unknown>>, options: pulumi.InvokeOptions): Promise<unknown[]> {
    const answer: unknown = await pulumi.runtime.invoke(
        "kubernetes:helm:template",
        { jsonOpts: JSON.stringify(chart) },
        options,
    );
    const objects: unknown[] = isRecord(answer) && Array.isArray(answer.result) ? answer.result : [];
    return objects;
}

/** Helm doesn't count hooks among a release's objects, and hands none to a post-renderer. */
function isHook(object: unknown): boolean {
    const metadata = isRecord(object) ? object.metadata : undefined;
    return isRecord(metadata) && isRecord(metadata.annotations) && "helm.sh/hook" in metadata.annotations;
}

/**
 * Removes the release's namespace from the object. The provider's renderer adds it, whether the chart renders it or not.
 */
export function inRelease(object: unknown, namespace: string): unknown {
    if (!isRecord(object) || !isRecord(object.metadata) || object.metadata.namespace !== namespace) {
        return object;
    }
    const { namespace: _, ...metadata } = object.metadata;
    return { ...object, metadata };
}

/** Helm's reason, as a sentence, without the chain of callers in front of it. */
function helmReason(error: unknown): string {
    const text = error instanceof Error ? error.message : String(error);
    const last = text
        .replace(/^(?:[^:]*kubernetes:helm:template[^:]*: )*/, "")
        .replace(
            /^.*(failed to generate YAML for specified Helm chart|failed to pull chart|failed to create chart from template): /s,
            "",
        )
        .trim();
    return /[.!]$/.test(last) ? last : `${last}.`;
}
