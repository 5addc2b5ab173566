import type { KubeConfig } from "@kubernetes/client-node";
import { isRecord } from "../components/validation/record";
import { userError } from "../components/validation/problem";
import { adoptionLabel, type AdoptedObjects } from "./adoptedObjects";
import { title } from "../deployed/desiredState";
import { refusalText } from "../kubernetes/failure";
import { hasSpec, type ManagedFieldsEntry } from "../kubernetes/managedFields";
import { patchMetadata } from "../kubernetes/metadataPatch";
import { keepAnnotation } from "./releaseDetachment";
import type { ObjectReference } from "../kubernetes/reader";

/**
 * The field manager of Pulumi's Kubernetes provider without server-side apply. At its next update, the provider takes over
 * the fields of this manager, and removes those that the stack doesn't have. It would leave the fields of Helm alone.
 */
const providerManager = "pulumi-kubernetes";

/** The marks of imported objects. Step replace removes both. */
export interface ImportMarks {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
}

/**
 * The marks of an adoption: a label with the gateway that adopts the objects and, for those of a Helm release, the
 * annotation by which Helm keeps them when the release no longer has them.
 *
 * @param instance The instance label of the gateway.
 */
export function importMarks({ release }: Pick<AdoptedObjects, "release">, instance: string): ImportMarks {
    return {
        labels: { [adoptionLabel]: instance },
        annotations: release === undefined ? {} : keepAnnotation,
    };
}

/**
 * Marks imported objects, and makes Pulumi the owner of all fields in the spec of the Services. Otherwise, Helm would own
 * the admin port, and it would stay on the public Service. The objects work as before.
 *
 * @throws RunError when an object can't be marked.
 */
export async function markImported(
    kubeconfig: KubeConfig,
    objects: readonly Required<ObjectReference>[],
    { labels, annotations }: ImportMarks,
): Promise<void> {
    for (const reference of objects) {
        const isService = reference.kind === "Service";
        try {
            await patchMetadata(kubeconfig, reference, providerManager, (found) => {
                const managedFields = found.managedFields ?? [];
                const isMarked = hasAll(found.labels, labels) && hasAll(found.annotations, annotations);
                return isMarked && (!isService || isOwnedByProvider(managedFields))
                    ? undefined
                    : { labels, annotations, ...(isService && { managedFields: fieldsOfProvider(managedFields) }) };
            });
        } catch (error) {
            throw userError(
                `${title(reference)} is imported, but couldn't be marked as imported: ${refusalText(error)}. Run pulumi up once more, as a user who may patch it.`,
            );
        }
    }
}

function hasAll(all: ImportMarks["labels"] = {}, wanted: ImportMarks["labels"]): boolean {
    return Object.entries(wanted).every(([key, value]) => all[key] === value);
}

/**
 * The managed fields in which the provider owns whatever a manager of the spec owns. Managers without a field in the spec,
 * such as controllers that annotate an object, keep their fields.
 */
export function fieldsOfProvider(entries: readonly ManagedFieldsEntry[]): ManagedFieldsEntry[] {
    const merged = entries.filter(hasSpec);
    const [first] = merged;
    return first === undefined
        ? [...entries]
        : [
              ...entries.filter((entry) => !hasSpec(entry)),
              {
                  ...first,
                  manager: providerManager,
                  operation: "Update",
                  fieldsV1: merged.map(({ fieldsV1 }) => fieldsV1).reduce(unionOfFields, {}),
              },
          ];
}

/** Whether the provider alone owns fields of the spec. */
function isOwnedByProvider(entries: readonly ManagedFieldsEntry[]): boolean {
    return entries.filter(hasSpec).every(({ manager }) => manager === providerManager);
}

/** Unites two sets of fields, which are maps within maps. */
function unionOfFields(one: unknown, other: unknown): Record<string, unknown> {
    const [fields, more] = [isRecord(one) ? one : {}, isRecord(other) ? other : {}];
    return Object.fromEntries(
        [...new Set([...Object.keys(fields), ...Object.keys(more)])].map((key) => [
            key,
            unionOfFields(fields[key], more[key]),
        ]),
    );
}
