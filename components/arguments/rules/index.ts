import type { GatewayArgs } from "../../args";
import { variableProblems } from "../../rig/rules";
import type { Problem } from "../../validation/problem";
import { adoptionProblems } from "./adoption";
import { autoscalingProblems } from "./autoscaling";
import { chartProblems } from "./chart";
import { clusterCheckProblems, clusterCheckResourceProblems } from "./clusterCheck";
import { cookieProblems } from "./cookie";
import { extraEnvProblems } from "./extraEnv";
import { imageProblems } from "./image";
import { metadataProblems } from "./metadata";
import { resourceProblems } from "./resources";
import { serviceProblems } from "./service";
import { sizeProblems } from "./sizes";
import { timingProblems } from "./timing";
import { tlsProblems } from "./tls";

/**
 * What the arguments say together but can't mean together.
 *
 * @param args Arguments of which each is right by itself.
 * @param found Problems of those that aren't, and are left out.
 */
export function crossFieldProblems(args: Partial<GatewayArgs>, found: readonly Problem[]): Problem[] {
    // What is left out because it is wrong can't be taken for what was never said.
    const areRight = (...names: (keyof GatewayArgs)[]) =>
        !found.some(({ path }) => names.some((name) => name === path[0]));
    return [
        ...variableProblems(args, found),
        ...sizeProblems(args),
        ...extraEnvProblems(args),
        ...(areRight("tls") ? tlsProblems(args) : []),
        ...cookieProblems(args),
        ...(areRight("method") ? chartProblems(args) : []),
        ...adoptionProblems(args),
        ...imageProblems(args),
        ...(areRight("resources") ? resourceProblems(args) : []),
        ...(areRight("serviceType") ? serviceProblems(args) : []),
        ...metadataProblems(args),
        ...(areRight("minReadySeconds", "readinessProbe", "replicas") ? timingProblems(args) : []),
        ...clusterCheckProblems(args),
        ...(areRight("autoscaling", "replicas", "resources") ? autoscalingProblems(args) : []),
        ...(areRight("clusterCheck", "clusterCheckResources") ? clusterCheckResourceProblems(args) : []),
    ];
}
