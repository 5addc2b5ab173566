/**
 * Seconds that the pod keeps serving after it was told to stop: Services and load balancers need them to take the pod
 * out of their lists, and RIG cuts open connections as soon as it stops.
 */
export const preStopSeconds = 10;

/** Seconds from the order to stop until the kernel ends the process; RIG itself needs 1 to 7 of them. */
export const terminationGraceSeconds = 60;

/**
 * Seconds for which the cluster check has to see the cluster as formed: DNS servers keep their answers for five, and a
 * pod that has just started may not be in them.
 */
export const clusterCheckStableSeconds = 6;

/**
 * Seconds that the cluster check waits for the cluster. Nodes look for each other every five; a pod that was replaced is
 * listed for up to 17 more until it has stopped, and for 30 in a cache on its machine.
 */
export const clusterCheckWaitSeconds = 60;

/** Seconds that `pulumi up` waits for the cluster check: its pod may have to be scheduled, and its image to be pulled. */
export const clusterCheckTimeout = clusterCheckWaitSeconds + 120;
