import type { ChartArgs } from "../args";
import { chartName } from "../model/names";

/**
 * RIG's own chart, as https://accenture.github.io/reactive-interaction-gateway/index.yaml lists it; 2.1.3 is the last
 * version, and the one for RIG 3.0.0.
 */
export const defaultChart = {
    repository: "https://accenture.github.io/reactive-interaction-gateway",
    name: chartName,
    version: "2.1.3",
} as const;

/** The location of a chart, as properties of Pulumi's Release and as options of its renderer. */
export interface ChartSource {
    /** In words, for messages. */
    readonly title: string;
    /** Properties of the Release. */
    readonly release: {
        readonly chart: string;
        readonly version?: string;
        readonly repositoryOpts?: { readonly repo: string };
    };
    /** Options of the renderer. */
    readonly template: {
        readonly chart?: string;
        readonly version?: string;
        readonly path?: string;
        readonly fetch_opts?: { readonly repo: string };
    };
}

/** The location of the chart that the arguments name. */
export function chartSource({
    repository = defaultChart.repository,
    name = defaultChart.name,
    version = defaultChart.version,
    path,
}: ChartArgs = {}): ChartSource {
    if (path !== undefined) {
        return { title: path, release: { chart: path }, template: { path } };
    }
    if (repository.startsWith("oci://")) {
        const chart = `${repository.replace(/\/+$/, "")}/${name}`;
        return { title: `${chart}:${version}`, release: { chart, version }, template: { chart, version } };
    }
    return {
        title: `${name} ${version} of ${repository}`,
        release: { chart: name, version, repositoryOpts: { repo: repository } },
        template: { chart: name, version, fetch_opts: { repo: repository } },
    };
}
