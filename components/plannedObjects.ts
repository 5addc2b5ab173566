import { Method } from "./args";
import type { ObjectNames } from "./model/names";
import type { ResourceKey } from "./objects/build";
import { registry, resourceKeys, type ResourceArgs } from "./registry";

/** Whether Pulumi registers the resource: its condition holds, and no Helm release contains it. */
export function isRegistered(key: ResourceKey, args: ResourceArgs): boolean {
    const { condition, isInRelease } = registry[key];
    return condition(args) && !(isInRelease && args.method === Method.Helm);
}

/** Whether the method decides how the object is made: so for the Deployment and its two Services. */
export function isInRelease(key: ResourceKey): boolean {
    return registry[key].isInRelease ?? false;
}

/** Identifies an object in the cluster. */
export interface PlannedObject {
    readonly key: ResourceKey;
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    /** Left out for an object in no namespace. */
    readonly namespace?: string;
}

/** The object in the cluster that a resource makes, by whichever method; undefined when it makes none. */
function plannedObject(key: ResourceKey, names: ObjectNames, inNamespace: string): PlannedObject | undefined {
    const { object } = registry[key];
    return (
        object && {
            key,
            apiVersion: object.apiVersion,
            kind: object.kind,
            name: object.name(names, inNamespace),
            ...(!object.isClusterWide && { namespace: inNamespace }),
        }
    );
}

/**
 * The objects that a gateway has, by whichever method, under names known beforehand. An object whose name ends with a
 * suffix of its own isn't among them: nobody else has such a name.
 */
export function plannedObjects(names: ObjectNames, inNamespace: string, args: ResourceArgs): PlannedObject[] {
    const keys = resourceKeys.filter((key) => registry[key].condition(args) && !registry[key].object?.hasSuffix);
    return objectsOf(keys, names, inNamespace);
}

/** The objects in the cluster that some resources make, by whichever method. */
export function objectsOf(keys: readonly ResourceKey[], names: ObjectNames, inNamespace: string): PlannedObject[] {
    return keys.flatMap((key) => plannedObject(key, names, inNamespace) ?? []);
}

/** The objects whose names end with a suffix of their own: `name` is the beginning. */
export function suffixedObjects(names: ObjectNames, inNamespace: string): PlannedObject[] {
    const keys = resourceKeys.filter((key) => registry[key].object?.hasSuffix);
    return objectsOf(keys, names, inNamespace);
}
