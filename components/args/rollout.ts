/** When a pod counts as ready: for Services, for rollouts, and for the disruption budget. */
export interface ReadinessProbeArgs {
    /**
     * Seconds from the start of a pod's container until it may be ready, 0 to 3600. A pod's list of revoked tokens is
     * complete 45 to 55 s after RIG's start, which takes up to 14 s at 250m CPU. A first deployment, and a restart of
     * all pods, takes that much longer. Defaults to 75 with `JWT_SECRET_KEY` and 2 or more replicas, else to 0.
     */
    initialDelaySeconds?: number;
}

/** How many pods a drain of a node may take at a time. Exactly one of the two is needed. */
export interface DisruptionBudgetArgs {
    /** Number of pods that have to stay, or a percentage of the replicas (`"50%"`), rounded up. Defaults to none. */
    minAvailable?: string;
    /**
     * Number of pods that may be away, or a percentage of the replicas (`"50%"`), rounded up. Defaults to 1, without
     * `minAvailable`.
     */
    maxUnavailable?: string;
}
