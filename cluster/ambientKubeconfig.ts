import type { ResourceTransformationArgs, ResourceTransformationResult } from "@pulumi/pulumi";
import { isRecord } from "../components/validation/record";

/**
 * Transformation of a provider that has no kubeconfig of its own. The SDK fills in KUBECONFIG, which the plugin reads by
 * itself, and better: it takes several files then, and leaves no copy, with the keys in it, in the temporary folder.
 */
export function ambientKubeconfig({ props, opts }: ResourceTransformationArgs): ResourceTransformationResult {
    const { kubeconfig: _, ...others } = isRecord(props) ? props : {};
    return { props: others, opts };
}
