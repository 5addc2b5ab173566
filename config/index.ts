export { isKubeconfigText } from "./kubeconfig";
export { stackConfiguration, type ClusterChoice, type StackConfiguration } from "./read";
export { withCommand } from "./remedies";
