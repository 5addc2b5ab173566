/** Names under which a gateway was deployed at first. */
export interface InstanceArgs {
    /** The project's. Defaults to what it is called now. */
    project?: string;
    /** The stack's. Defaults to what it is called now. */
    stack?: string;
}

/** The cluster that is deployed to, as the outputs tell it. */
export interface Target {
    /** The kubeconfig context. */
    context: string;
    /** The URL of the API server. */
    server: string;
}
