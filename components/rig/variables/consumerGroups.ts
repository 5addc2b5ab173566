import { pattern } from "../valueTypes/valueType";

/** The name of a group at a message broker. */
export const groupName = pattern(/^[^\s]+$/, "a text without spaces");

/** The default of a group's name, which isn't RIG's: the gateway gets groups that no other gateway is in. */
export const defaultGroup = "one of this gateway's own";
