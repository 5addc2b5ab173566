import type * as k8s from "@pulumi/kubernetes";

/**
 * Sets the number of pods by what they use, with a HorizontalPodAutoscaler. The deployment leaves the number alone then.
 * At least one of `cpu` and `memory` is needed, and of each a request in `resources`.
 */
export interface AutoscalingArgs {
    /** The smallest number of pods, 1 to 100. */
    min: number;
    /** The largest number of pods, `min` to 100. */
    max: number;
    /** CPU that the pods are to use on average, in percent of their request, 1 to 1000. */
    cpu?: number;
    /** Memory that the pods are to use on average, in percent of their request, 1 to 1000. */
    memory?: number;
    /**
     * How fast it scales, in Kubernetes' shape: `scaleUp` and `scaleDown`. Defaults to Kubernetes' own way up, and down
     * to one pod a minute, when fewer were enough for 300 s: a pod that goes takes its connections along.
     */
    behavior?: k8s.types.input.autoscaling.v2.HorizontalPodAutoscalerBehavior;
}
