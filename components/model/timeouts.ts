/**
 * Seconds for which the pod still serves after the order to stop: Services and load balancers need them to remove the pod
 * from their lists, and RIG cuts open connections as soon as it stops.
 */
export const preStopSeconds = 10;

/** Seconds from the order to stop until the kernel ends the process; RIG itself needs 1 to 7 of them. */
export const terminationGraceSeconds = 60;

/**
 * Seconds for which the cluster check must see the Erlang cluster as formed. DNS servers cache an answer for five seconds,
 * and a pod that has just started may be missing from it.
 */
export const clusterCheckStableSeconds = 6;

/**
 * Seconds that the cluster check waits for the Erlang cluster. Nodes look for peers every five seconds; DNS lists a replaced
 * pod for up to 17 seconds until it has stopped, and a DNS cache on the machine for 30.
 */
export const clusterCheckWaitSeconds = 60;

/** Seconds that `pulumi up` waits for the cluster check: its pod may have to be scheduled, and its image to be pulled. */
export const clusterCheckTimeout = clusterCheckWaitSeconds + 120;
