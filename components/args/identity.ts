/** Names under which a gateway was deployed at first. */
export interface InstanceArgs {
    /** Name of the project at the first deployment. Defaults to the project's current name. */
    project?: string;
    /** Name of the stack at the first deployment. Defaults to the stack's current name. */
    stack?: string;
}

/** The cluster that is deployed to, as the outputs tell it. */
export interface Target {
    /** The kubeconfig context. */
    context: string;
    /** The URL of the API server. */
    server: string;
}
