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
 * The problems of arguments that contradict each other.
 *
 * @param args The arguments that their own schemas accept.
 * @param schemaProblems The problems of the other arguments, which `args` lacks.
 */
export function crossFieldProblems(args: Partial<GatewayArgs>, schemaProblems: readonly Problem[]): Problem[] {
    // An argument that is left out because of a problem must not be taken for one that isn't set.
    const areValid = (...names: (keyof GatewayArgs)[]) =>
        !schemaProblems.some(({ path }) => names.some((name) => name === path[0]));
    return [
        ...variableProblems(args, schemaProblems),
        ...sizeProblems(args),
        ...extraEnvProblems(args),
        ...(areValid("tls") ? tlsProblems(args) : []),
        ...cookieProblems(args),
        ...(areValid("method") ? chartProblems(args) : []),
        ...adoptionProblems(args),
        ...imageProblems(args),
        ...(areValid("resources") ? resourceProblems(args) : []),
        ...(areValid("serviceType") ? serviceProblems(args) : []),
        ...metadataProblems(args),
        ...(areValid("minReadySeconds", "readinessProbe", "replicas") ? timingProblems(args) : []),
        ...clusterCheckProblems(args),
        ...(areValid("autoscaling", "replicas", "resources") ? autoscalingProblems(args) : []),
        ...(areValid("clusterCheck", "clusterCheckResources") ? clusterCheckResourceProblems(args) : []),
    ];
}
