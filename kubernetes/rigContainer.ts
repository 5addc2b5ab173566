import { containerName } from "../components/model/names";
import { ports } from "../components/rig/ports";
import { isRecord } from "../components/validation/record";

/** What a container, or the status of one, may be recognized by. */
interface ContainerLike {
    readonly name?: unknown;
    readonly ports?: unknown;
    readonly env?: unknown;
}

/** Variables that only RIG's container has, wherever RIG listens: RIG's nodes find each other by them. */
const nodeVariables = ["NODE_HOST", "NODE_COOKIE", "DISCOVERY_TYPE"];

/**
 * RIG's container of a pod, wherever it stands: a chart or a service mesh may add others before it. It is the one with
 * the name that this program gives; in a pod that is about to be adopted, the one with RIG's public port or variables;
 * else the only one.
 */
export function rigContainer<Container extends ContainerLike>(
    containers: readonly Container[] = [],
): Container | undefined {
    return (
        containers.find(({ name }) => name === containerName) ??
        containers.find((each) => hasItem(each.ports, "containerPort", [ports.public])) ??
        containers.find((each) => hasItem(each.env, "name", nodeVariables)) ??
        (containers.length === 1 ? containers[0] : undefined)
    );
}

/** Whether a list has an object whose field has one of these values. */
function hasItem(list: unknown, field: string, values: readonly unknown[]): boolean {
    return Array.isArray(list) && list.some((item) => isRecord(item) && values.includes(item[field]));
}
