import { isRecord } from "../components/validation/record";
import { word } from "../components/model/shell";
import { replicasAtStart } from "../components/model/size";
import {
    deploymentReference,
    desiredNames,
    objectProblem,
    type DesiredState,
    type Findings,
} from "../deployed/desiredState";
import { isOwn } from "../deployed/ownership";
import type { ClusterReader, ListedObject } from "../kubernetes/reader";

const kind = { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" };

/**
 * Looks for autoscalers of the gateway's Deployment, as far as they may be listed. Two that set the number of its pods
 * would fight, and so would one and the stack. That `autoscaling` comes or goes changes no number by itself.
 */
export async function autoscalerFindings(reader: ClusterReader, desired: DesiredState): Promise<Findings> {
    const { namespace, gateway } = desired;
    const { deployment: name } = desiredNames(desired);
    const [listed, deployment] = await Promise.all([
        reader.findAll({ ...kind, namespace }),
        reader.find(deploymentReference(desired)),
    ]);
    const autoscalers = (listed === "forbidden" ? [] : listed).filter((each) => scales(each, name));
    const foreign = autoscalers.filter((each) => !isOwn(each, desired));
    const count = typeof deployment === "object" ? deployment.spec?.replicas : undefined;
    const hasOwn = autoscalers.some((each) => isOwn(each, desired));
    const change = typeof count === "number" ? changeMessage(count, hasOwn, desired) : undefined;
    const isParked = gateway.autoscaling !== undefined && hasOwn && count === 0;
    return {
        problems: [
            ...foreign.map((each) =>
                objectProblem(
                    { ...kind, name: each.name, namespace },
                    `it isn't this gateway's, and sets the number of pods of its Deployment ${name}, as the stack does. Delete it, which leaves that number as it is; to go on with autoscaling, set autoscaling in place of it.`,
                ),
            ),
            ...(change === undefined ? [] : [change]),
        ],
        warnings: isParked
            ? [
                  {
                      path: ["autoscaling"],
                      message: `someone has scaled the Deployment to 0, and an autoscaler doesn't start from there. To begin: kubectl scale deployment/${word(name)} -n ${word(namespace)} --replicas=${replicasAtStart(gateway)}`,
                  },
              ]
            : [],
    };
}

function changeMessage(count: number, hasOwn: boolean, { gateway }: DesiredState) {
    const wanted = replicasAtStart(gateway);
    if (gateway.autoscaling !== undefined) {
        return hasOwn || count > 0
            ? undefined
            : {
                  path: ["autoscaling"],
                  message:
                      "the gateway is parked, and an autoscaler doesn't start from 0 pods. First an update with replicas and without autoscaling.",
              };
    }
    return !hasOwn || wanted === count || wanted === 0
        ? undefined
        : {
              path: ["autoscaling"],
              message: `there are ${count} pods, and without autoscaling it would be ${wanted} at once. Set replicas to ${count}, and change it afterwards.`,
          };
}

function scales({ spec }: ListedObject, deployment: string): boolean {
    const target = spec?.scaleTargetRef;
    return isRecord(target) && target.kind === "Deployment" && target.name === deployment;
}
