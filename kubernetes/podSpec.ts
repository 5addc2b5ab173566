import { ports } from "../components/rig/ports";
import { isRecord } from "../components/validation/record";
import type { FoundObject } from "./reader";

/** Fields of a part of an object, as the API server has it. */
export type Fields = Readonly<Record<string, unknown>>;

/** The spec of a Deployment's pods. */
export function podSpec({ spec }: FoundObject): Fields {
    const template = spec?.template;
    return isRecord(template) && isRecord(template.spec) ? template.spec : {};
}

/** The metadata of a Deployment's pods. */
export function podMetadata({ spec }: Pick<FoundObject, "spec">): Fields {
    const template = spec?.template;
    return isRecord(template) && isRecord(template.metadata) ? template.metadata : {};
}

/** Variables by which a container is RIG's, wherever it listens: its nodes find each other by them. */
const nodeVariables = ["NODE_HOST", "NODE_COOKIE", "DISCOVERY_TYPE"];

/** RIG's container of a pod, which has RIG's public port or variables or else is the first, and those beside it. */
export function podContainers(pod: Fields): { readonly rig: Fields; readonly others: readonly Fields[] } {
    const all = objectList(pod.containers);
    const rig =
        all.find((each) => objectList(each.ports).some(({ containerPort }) => containerPort === ports.public)) ??
        all.find((each) => objectList(each.env).some(({ name }) => nodeVariables.includes(String(name)))) ??
        all[0] ??
        {};
    return { rig, others: all.filter((each) => each !== rig) };
}

/** The objects in a list. */
export function objectList(value: unknown): Fields[] {
    return Array.isArray(value) ? value.filter(isRecord) : [];
}
