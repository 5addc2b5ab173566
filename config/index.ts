export { stackConfiguration, type ClusterChoice, type StackConfiguration } from "./read";
