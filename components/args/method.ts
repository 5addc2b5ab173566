import type * as pulumi from "@pulumi/pulumi";

/** How the gateway's objects are made. */
export const Method = {
    /** As single Kubernetes objects. */
    Manifests: "manifests",
    /** Deployment, public and headless Service as a Helm release of RIG's chart; all else as with `manifests`. */
    Helm: "helm",
} as const;
export type Method = (typeof Method)[keyof typeof Method];

/**
 * The chart of method `helm`, and where it comes from. It has to have the structure of RIG's own chart: a Deployment, a
 * Service and a headless Service, the same values, and the container's variables from `deployment.env`.
 */
export interface ChartArgs {
    /** URL of a repository: `https://…`, or `oci://…` without the chart's name. Defaults to that of RIG's own chart. */
    repository?: string;
    /** Name of the chart in the repository. Defaults to `reactive-interaction-gateway`. */
    name?: string;
    /** Exact version of the chart. Defaults to `2.1.3`. */
    version?: string;
    /**
     * Folder or archive of a chart, absolute or relative to the program. Not together with the other three. Defaults to
     * none.
     */
    path?: string;
    /**
     * Values of the chart beyond those that the other arguments set, for another chart than RIG's own. Plain values;
     * not for secrets. Defaults to none.
     */
    values?: pulumi.Inputs;
}
