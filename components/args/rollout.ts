/** When a pod counts as ready: for Services, for rollouts, and for the disruption budget. */
export interface ReadinessProbeArgs {
    /**
     * Seconds from the start of a pod's container until it may be ready, 0 to 3600. Defaults to 75 with `JWT_SECRET_KEY`
     * and two or more replicas, else to 0: a pod's list of revoked tokens is complete 45 to 55 s after RIG's start, which
     * takes up to 14 s at 250m CPU. A first deployment, and a restart of all pods, takes that much longer.
     */
    initialDelaySeconds?: number;
}

/** How many pods a drain of a node may take at a time: exactly one of the two. */
export interface DisruptionBudgetArgs {
    /** Number of pods that have to stay, or a percentage of the replicas (`"50%"`), rounded up. */
    minAvailable?: string;
    /** Number of pods that may be away, or a percentage of the replicas (`"50%"`), rounded up. */
    maxUnavailable?: string;
}
