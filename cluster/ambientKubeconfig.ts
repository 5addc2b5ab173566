import type { ResourceTransformationArgs, ResourceTransformationResult } from "@pulumi/pulumi";
import { isRecord } from "../components/validation/record";

/**
 * Transformation of a provider without a kubeconfig of its own: takes away the value of KUBECONFIG, which the SDK fills in.
 * The plugin reads KUBECONFIG itself, then also takes several files, and leaves no copy with its keys in the temporary
 * folder.
 */
export function ambientKubeconfig({ props, opts }: ResourceTransformationArgs): ResourceTransformationResult {
    const { kubeconfig: _, ...others } = isRecord(props) ? props : {};
    return { props: others, opts };
}
