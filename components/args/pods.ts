/** CPU and memory of a pod, as Kubernetes quantities (`250m`, `256Mi`). */
export interface ResourcesArgs {
    /** What the scheduler reserves. Defaults to none. */
    requests?: Record<string, string>;
    /**
     * What the kernel enforces. The CPU limit, rounded up, is the number of the Erlang VM's schedulers; without a limit
     * there are 2. Defaults to none.
     */
    limits?: Record<string, string>;
}

/** The numeric user and groups of the pods: those of the gateway, and that of the cluster check. */
export interface RunAsArgs {
    /** The uid of the processes; not 0, which is root. Defaults to 1000, the user in RIG's image. */
    user?: number;
    /**
     * The gid of the processes. 0 is allowed: OpenShift's own pods have it. Defaults to 1000, the group in RIG's image.
     */
    group?: number;
    /** The gid of the files in the pods' volumes. Defaults to 1000, the group in RIG's image. */
    fsGroup?: number;
    /**
     * Whether a platform assigns user and groups, such as OpenShift with its range for each namespace. The pods then
     * name none of the three, and without such a platform no pod starts. Not together with the other three. Defaults to
     * false.
     */
    assignedByPlatform?: boolean;
}
