import type { KubeConfig, KubernetesObject } from "@kubernetes/client-node";
import { isRecord } from "../components/validation/record";
import { userError } from "../components/validation/problem";
import { adoptionLabel, type AdoptedObjects } from "./adoptedObjects";
import { title } from "../deployed/desiredState";
import { refusalText } from "../kubernetes/failure";
import { hasSpec, type ManagedFieldsEntry } from "../kubernetes/managedFields";
import { keepAnnotation } from "./helmRemoval";
import type { ObjectReference } from "../kubernetes/reader";

/**
 * The name under which Pulumi's Kubernetes provider owns fields without server-side apply. What this name owns, it takes
 * over at its next update, and then leaves out what the stack doesn't say. Of what Helm owns, it would leave everything.
 */
const providerManager = "pulumi-kubernetes";

/** What imported objects are marked with. Both go when the objects are replaced. */
export interface ImportMarks {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
}

/**
 * The marks of an adoption: whose the objects are to be; and for Helm, that they stay when the release goes on without
 * them.
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
 * Marks imported objects as the gateway's to be, and hands the fields of the Services over to Pulumi: without that, the
 * admin port would stay on the public Service, for Helm. It changes nothing that the objects do.
 */
export async function transferFields(
    kubeconfig: KubeConfig,
    objects: readonly Required<ObjectReference>[],
    { labels, annotations }: ImportMarks,
): Promise<void> {
    const { KubernetesObjectApi, PatchStrategy } = await import("@kubernetes/client-node");
    const api = KubernetesObjectApi.makeApiClient(kubeconfig);
    for (const reference of objects) {
        const { apiVersion, kind, name, namespace } = reference;
        try {
            const { metadata } = await api.read<KubernetesObject>({ apiVersion, kind, metadata: { name, namespace } });
            const isMarked = has(metadata?.labels, labels) && has(metadata?.annotations, annotations);
            if (isMarked && (kind !== "Service" || isHandedOver(metadata?.managedFields ?? []))) {
                continue;
            }
            const change = {
                apiVersion,
                kind,
                metadata: {
                    name,
                    namespace,
                    // It ties the change to what was read.
                    resourceVersion: metadata?.resourceVersion,
                    labels,
                    annotations,
                    ...(kind === "Service" && { managedFields: transferredFields(metadata?.managedFields ?? []) }),
                },
            };
            const unset = undefined;
            await api.patch<KubernetesObject>(change, unset, unset, providerManager, unset, PatchStrategy.MergePatch);
        } catch (error) {
            throw userError(
                `${title(reference)} is imported, but couldn't be marked as such: ${refusalText(error)}. Run pulumi up once more, as someone who may patch it.`,
            );
        }
    }
}

function has(all: ImportMarks["labels"] = {}, wanted: ImportMarks["labels"]): boolean {
    return Object.entries(wanted).every(([key, value]) => all[key] === value);
}

/**
 * The fields with everyone's who has a say in the spec as one entry, under the provider's name. Others, such as
 * controllers that annotate an object, keep what is theirs.
 */
export function transferredFields(entries: readonly ManagedFieldsEntry[]): ManagedFieldsEntry[] {
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
                  fieldsV1: merged.map(({ fieldsV1 }) => fieldsV1).reduce(union, {}),
              },
          ];
}

/** Whether nobody but the provider has a say in the spec. */
function isHandedOver(entries: readonly ManagedFieldsEntry[]): boolean {
    return entries.filter(hasSpec).every(({ manager }) => manager === providerManager);
}

/** Sets of fields are maps within maps. */
function union(one: unknown, other: unknown): Record<string, unknown> {
    const [fields, more] = [isRecord(one) ? one : {}, isRecord(other) ? other : {}];
    return Object.fromEntries(
        [...new Set([...Object.keys(fields), ...Object.keys(more)])].map((key) => [key, union(fields[key], more[key])]),
    );
}
