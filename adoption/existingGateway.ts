import { chartName, identityIn, isOfStack } from "../components/model/names";
import { instanceLabelKey } from "../components/model/labels";
import type { Problem } from "../components/validation/problem";
import type { AdoptedObjects } from "./adoptedObjects";
import { objectProblem, type DesiredState } from "../deployed/desiredState";
import type { ClusterReader } from "../kubernetes/reader";

/**
 * Problems of a stack that has a gateway already, under whatever name: importing another one would make Pulumi delete it.
 * Who may not list the Deployments of all namespaces is told of those in the namespace only.
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
            "it is the gateway that this stack has already, and would give up for the one that is adopted. Make a new stack for that one (pulumi stack init), and remove adopt here.",
        ),
    );
}
