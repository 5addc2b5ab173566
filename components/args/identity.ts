/** Names of project and stack at the first deployment of a gateway. */
export interface InstanceArgs {
    /** Name of the project at the first deployment. Defaults to the project's current name. */
    project?: string;
    /** Name of the stack at the first deployment. Defaults to the stack's current name. */
    stack?: string;
}

/** The Kubernetes cluster of the deployment, as the outputs name it. */
export interface Target {
    /** The kubeconfig context. */
    context: string;
    /** The URL of the API server. */
    server: string;
}
