export { stackConfiguration, type StackConfiguration } from "./read";
export { withCommand } from "./remedies";
