/** CPU and memory of a pod, as Kubernetes quantities (`250m`, `256Mi`). */
export interface ResourcesArgs {
    /** What the scheduler reserves. */
    requests?: Record<string, string>;
    /** What the kernel enforces. The CPU limit, rounded up, is the number of the VM's schedulers; without it, 2. */
    limits?: Record<string, string>;
}

/**
 * The numeric user and groups of the pods, gateway and cluster check alike. What is left out is 1000, as RIG's image has
 * it.
 */
export interface RunAsArgs {
    /** The uid; not 0, which is root. */
    user?: number;
    /** The gid of the processes. 0 is allowed: OpenShift's own pods have it. */
    group?: number;
    /** The gid that the pods' volumes belong to. */
    fsGroup?: number;
    /**
     * Leaves all three out of the pods, for a platform that assigns them, such as OpenShift with its range for each
     * namespace. Without such a platform no pod starts. Not together with the other three. Defaults to false.
     */
    assignedByPlatform?: boolean;
}
