export * from "./args";
export { Gateway } from "./gateway";
export type { GatewayOutputs } from "./outputs";
export type { Commands } from "./plan/commands";
