import { isRecord } from "../components/validation/record";

/** One manager of an object's fields, as in `metadata.managedFields`. */
export interface ManagedFieldsEntry {
    manager?: string;
    operation?: string;
    apiVersion?: string;
    time?: Date;
    subresource?: string;
    fieldsType?: string;
    /** Maps within maps. */
    fieldsV1?: object;
}

/** Whether the manager is Pulumi's provider. */
export function isPulumi({ manager = "" }: ManagedFieldsEntry): boolean {
    return /^pulumi-(resource-)?kubernetes/.test(manager);
}

/** Whether a manager manages fields of an object's spec. The managers of a subresource, such as the status, don't. */
export function hasSpec({ fieldsV1, subresource }: ManagedFieldsEntry): boolean {
    return !subresource && fieldsV1 !== undefined && "f:spec" in fieldsV1;
}

/**
 * The way to a field in the API server's notation: `f:` and the name of a field, `k:` and the keys of an item in a list.
 * A `.` at the end means the item or map itself.
 */
export type FieldPath = readonly string[];

/** The paths of all fields that a manager manages. */
export function ownedPaths({ fieldsV1 }: ManagedFieldsEntry): FieldPath[] {
    return pathsIn(fieldsV1, []);
}

function pathsIn(set: unknown, above: FieldPath): FieldPath[] {
    const entries = Object.entries(isRecord(set) ? set : {});
    return entries.length === 0 ? [above] : entries.flatMap(([step, below]) => pathsIn(below, [...above, step]));
}

/** Whether the path leads to the place, or to something in it. */
export function isWithin(path: FieldPath, place: FieldPath): boolean {
    return place.every((step, index) => path[index] === step);
}

/** The path as one text, to compare it. */
export function pathKey(path: FieldPath): string {
    return JSON.stringify(path);
}

/** The path as text for people: `spec.template.spec.containers[rig].image`. */
export function pathName(path: FieldPath): string {
    return path
        .filter((step) => step !== ".")
        .map((step) => (step.startsWith("f:") ? `.${step.slice(2)}` : `[${itemName(step)}]`))
        .join("")
        .replace(/^\./, "");
}

/** The keys of an item in a list; undefined when the step leads to a field. */
function itemKeys(step: string): Record<string, unknown> | undefined {
    const keys: unknown = step.startsWith("k:") ? JSON.parse(step.slice(2)) : undefined;
    return isRecord(keys) ? keys : undefined;
}

function itemName(step: string): string {
    return Object.values(itemKeys(step) ?? { step: step.slice(2) })
        .map(String)
        .join("/");
}

/** What is at that place of an object. */
export function valueAt(object: unknown, path: FieldPath): unknown {
    return path.reduce<unknown>((value, step) => {
        const keys = itemKeys(step);
        if (keys !== undefined) {
            const items: unknown[] = Array.isArray(value) ? value : [];
            return items.find(
                (item) => isRecord(item) && Object.entries(keys).every(([key, each]) => item[key] === each),
            );
        }
        return step.startsWith("f:") && isRecord(value) ? value[step.slice(2)] : value;
    }, object);
}

/**
 * The entries, with these fields moved from all other managers to one, which may be new.
 *
 * @param recipient Name of that manager, for the operation `Update`.
 */
export function movedFields(
    owners: readonly ManagedFieldsEntry[],
    paths: readonly FieldPath[],
    recipient: string,
): ManagedFieldsEntry[] {
    const moved = new Set(paths.map(pathKey));
    const isRecipient = (owner: ManagedFieldsEntry) =>
        owner.manager === recipient && owner.operation === "Update" && !owner.subresource;
    const loses = (owner: ManagedFieldsEntry) => ownedPaths(owner).some((path) => moved.has(pathKey(path)));
    const others = owners
        .filter((owner) => !isRecipient(owner))
        .flatMap((owner) => {
            if (!loses(owner)) {
                return [owner];
            }
            const left = ownedPaths(owner).filter((path) => !moved.has(pathKey(path)));
            return left.length === 0 ? [] : [{ ...owner, fieldsV1: fieldSet(left) }];
        });
    const own = owners.filter(isRecipient);
    const pattern = own[0] ?? owners.find(loses);
    return pattern === undefined
        ? [...owners]
        : [
              ...others,
              {
                  apiVersion: pattern.apiVersion,
                  fieldsType: pattern.fieldsType,
                  time: pattern.time,
                  manager: recipient,
                  operation: "Update",
                  fieldsV1: fieldSet([...own.flatMap(ownedPaths), ...paths]),
              },
          ];
}

/** Paths as maps within maps. */
function fieldSet(paths: readonly FieldPath[]): Record<string, unknown> {
    const steps = [...new Set(paths.flatMap(([step]) => step ?? []))];
    return Object.fromEntries(
        steps.map((step) => [step, fieldSet(paths.filter(([first]) => first === step).map(([, ...below]) => below))]),
    );
}
