import { isRecord } from "../components/validation/record";
import type { FoundObject } from "./reader";
import { rigContainer } from "./rigContainer";

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

/** RIG's container of a pod, empty where none can be recognized, and the other containers. */
export function podContainers(pod: Fields): { readonly rig: Fields; readonly others: readonly Fields[] } {
    const all = objectList(pod.containers);
    const rig = rigContainer(all) ?? {};
    return { rig, others: all.filter((each) => each !== rig) };
}

/** The objects in a list. */
export function objectList(value: unknown): Fields[] {
    return Array.isArray(value) ? value.filter(isRecord) : [];
}
