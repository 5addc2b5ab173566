import { chartName, identityIn, isOfStack } from "../components/model/names";
import { instanceLabelKey } from "../components/model/labels";
import type { Problem } from "../components/validation/problem";
import type { AdoptedObjects } from "./adoptedObjects";
import { objectProblem, type DesiredState } from "../deployed/desiredState";
import type { ClusterReader } from "../kubernetes/reader";

/**
 * Problems of a stack that has a gateway already, under any name: the import of another one would make Pulumi delete it.
 * Without the right to list the Deployments of all namespaces, only those in the gateway's namespace are found.
 */
export async function existingGatewayProblems(
    reader: ClusterReader,
    { project, stack, namespace, gateway }: DesiredState,
    { objects: { deployment } }: AdoptedObjects,
): Promise<Problem[]> {
    const kind = { apiVersion: "apps/v1", kind: "Deployment" };
    const selector = `app.kubernetes.io/name=${chartName}`;
    const everywhere = await reader.findAll(kind, selector);
    const visible = everywhere === "forbidden" ? await reader.findAll({ ...kind, namespace }, selector) : everywhere;
    const isAdopted = (found: { readonly name: string; readonly namespace?: string }) =>
        found.name === deployment.reference.name && found.namespace === namespace;
    const identity = identityIn({ project, stack }, gateway);
    const own = (visible === "forbidden" ? [] : visible).filter(
        (found) => !isAdopted(found) && isOfStack(found.labels[instanceLabelKey] ?? "", identity),
    );
    return own.map((found) =>
        objectProblem(
            { ...kind, name: found.name, ...(found.namespace !== undefined && { namespace: found.namespace }) },
            "it is this stack's gateway already, and an import of another one would delete it. Make a new stack for the adoption (pulumi stack init), and remove adopt here.",
        ),
    );
}
