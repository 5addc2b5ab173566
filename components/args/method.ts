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
 * The chart of method `helm`, and where it comes from. It has to be made like RIG's own: a Deployment, a Service and a
 * headless Service, values as there, and the container's variables from `deployment.env`.
 */
export interface ChartArgs {
    /** URL of a repository: `https://…`, or `oci://…` with all but the chart's name. Defaults to RIG's own. */
    repository?: string;
    /** Name in the repository. Defaults to `reactive-interaction-gateway`. */
    name?: string;
    /** The exact version. Defaults to `2.1.3`. */
    version?: string;
    /** Folder or archive of a chart, relative to the program or absolute. Not together with the other three. */
    path?: string;
    /**
     * Values of the chart beyond those that follow from the other arguments, for what a chart of one's own adds. Plain
     * values; not for secrets.
     */
    values?: pulumi.Inputs;
}
