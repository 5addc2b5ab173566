export { isContainerPath, none } from "./files";
export { isMounted, type ValueType } from "./valueType";
