export * from "./args";
export { Gateway } from "./gateway";
export type { AutoscalingRange, GatewayOutputs } from "./outputs";
export type { Commands } from "./model/commands";
