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
    /** Average CPU that the autoscaler aims at, in percent of the pods' request, 1 to 1000. Defaults to none. */
    cpu?: number;
    /** Average memory that the autoscaler aims at, in percent of the pods' request, 1 to 1000. Defaults to none. */
    memory?: number;
    /**
     * How fast the number of pods changes, in Kubernetes' shape: `scaleUp` and `scaleDown`. A pod that goes takes its
     * connections along. Defaults to Kubernetes' own `scaleUp`, and to a `scaleDown` of one pod a minute, after fewer
     * pods were enough for 300 s.
     */
    behavior?: k8s.types.input.autoscaling.v2.HorizontalPodAutoscalerBehavior;
}
