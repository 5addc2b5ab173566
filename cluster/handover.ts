import type { KubeConfig, KubernetesObject } from "@kubernetes/client-node";
import { isRecord } from "../components/plan/records";
import { userError } from "../components/problems";
import { adoptionLabel } from "./adoptees";
import { title } from "./expectation";
import type { FieldOwner } from "./fieldOwners";
import type { ObjectReference } from "./reader";

/**
 * The name under which Pulumi's Kubernetes provider owns fields without server-side apply. What this name owns, it takes
 * over at its next update, and then leaves out what the stack doesn't say. Of what Helm owns, it would leave everything.
 */
const providerManager = "pulumi-kubernetes";

/**
 * Marks imported objects as the gateway's to be, and hands the fields of the Services over to Pulumi: without that, the
 * admin port would stay on the public Service, for Helm. It changes nothing that the objects do.
 *
 * @param instance The instance label of the gateway.
 */
export async function handOver(
    kubeconfig: KubeConfig,
    objects: readonly Required<ObjectReference>[],
    instance: string,
): Promise<void> {
    const { ApiException, KubernetesObjectApi, PatchStrategy } = await import("@kubernetes/client-node");
    const api = KubernetesObjectApi.makeApiClient(kubeconfig);
    for (const reference of objects) {
        const { apiVersion, kind, name, namespace } = reference;
        try {
            const { metadata } = await api.read<KubernetesObject>({ apiVersion, kind, metadata: { name, namespace } });
            if (metadata?.labels?.[adoptionLabel] === instance) {
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
                    labels: { [adoptionLabel]: instance },
                    ...(kind === "Service" && { managedFields: handedOver(metadata?.managedFields ?? []) }),
                },
            };
            const unset = undefined;
            await api.patch<KubernetesObject>(change, unset, unset, providerManager, unset, PatchStrategy.MergePatch);
        } catch (error) {
            const reason = error instanceof ApiException ? `the API server answers ${error.code}` : String(error);
            throw userError(
                `${title(reference)} is imported, but couldn't be marked as such: ${reason}. Run pulumi up once more, as someone who may patch it.`,
            );
        }
    }
}

/**
 * The fields with everyone's who has a say in the spec as one entry, under the provider's name. Others, such as
 * controllers that annotate an object, keep what is theirs.
 */
export function handedOver(entries: readonly FieldOwner[]): FieldOwner[] {
    const isMerged = ({ fieldsV1, subresource }: FieldOwner) =>
        !subresource && isRecord(fieldsV1) && "f:spec" in fieldsV1;
    const merged = entries.filter(isMerged);
    const [first] = merged;
    return first === undefined
        ? [...entries]
        : [
              ...entries.filter((entry) => !isMerged(entry)),
              {
                  ...first,
                  manager: providerManager,
                  operation: "Update",
                  fieldsV1: merged.map(({ fieldsV1 }) => fieldsV1).reduce(union, {}),
              },
          ];
}

/** Sets of fields are maps within maps. */
function union(one: unknown, other: unknown): Record<string, unknown> {
    const [fields, more] = [isRecord(one) ? one : {}, isRecord(other) ? other : {}];
    return Object.fromEntries(
        [...new Set([...Object.keys(fields), ...Object.keys(more)])].map((key) => [key, union(fields[key], more[key])]),
    );
}
