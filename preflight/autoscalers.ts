import { isRecord } from "../components/validation/record";
import { word } from "../components/model/shell";
import { replicasAtStart } from "../components/model/replicas";
import { deploymentReference, desiredNames, objectProblem, type DesiredState } from "../deployed/desiredState";
import { isOwn } from "../deployed/ownership";
import type { ClusterReader, ListedObject } from "../kubernetes/reader";
import type { Findings } from "./findings";

const kind = { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" };

/**
 * Checks the autoscalers of the gateway's Deployment, as far as the user may list them. Two autoscalers would set its number
 * of pods by turns, and so would an autoscaler and the stack. Switching `autoscaling` on or off must not change the number.
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
    const change = typeof count === "number" ? changeProblem(count, hasOwn, desired) : undefined;
    const isParked = gateway.autoscaling !== undefined && hasOwn && count === 0;
    return {
        problems: [
            ...foreign.map((each) =>
                objectProblem(
                    { ...kind, name: each.name, namespace },
                    `it isn't this gateway's, and sets the number of pods of Deployment ${name}, as the stack does. Delete it, which keeps that number; for autoscaling, set the key autoscaling instead.`,
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

function changeProblem(count: number, hasOwn: boolean, { gateway }: DesiredState) {
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
              message: `there are ${count} pods, and without autoscaling there would be ${wanted} at once. Set replicas to ${count}, and change it afterwards.`,
          };
}

function scales({ spec }: ListedObject, deployment: string): boolean {
    const target = spec?.scaleTargetRef;
    return isRecord(target) && target.kind === "Deployment" && target.name === deployment;
}
