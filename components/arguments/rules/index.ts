import { cookieAnnotation, rotationAnnotation } from "../../model/annotations";
import { leaves, reservedChartValues } from "../../model/chartValues";
import { adoptionProblems } from "./adoption";
import { autoscalingProblems } from "./autoscaling";
import { Method, type GatewayArgs, type ResourcesArgs } from "../../args";
import { ownedLabelPrefix } from "../../model/labels";
import { compareQuantities, isWholeQuantity } from "../../validation/kubernetes/quantity";
import { defaultResources, isIndivisible, largestCpuLimit, leastMemoryLimit } from "../../model/size";
import { minReadySeconds, readinessDelay } from "../../model/readiness";
import { pathText, shown, type Problem } from "../../validation/problem";
import { configuredVariables } from "../../rig/configuredVariables";
import { variableProblems } from "../../rig/rules";
import { reservedMessage } from "../../rig/variableSchema";
import { catalogueOf } from "../../rig/versions";
import { sizeProblems } from "./sizes";

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

function extraEnvProblems({ image, extraEnv = {} }: Partial<GatewayArgs>): Problem[] {
    const { isReserved, removedMessage, variable } = catalogueOf(image);
    return Object.keys(extraEnv).flatMap((name) => {
        const message = isReserved(name)
            ? reservedMessage
            : variable(name) === undefined
              ? removedMessage(name)
              : "this is a variable of RIG. Put it into settings, or into secretSettings if its value is a secret.";
        return message === undefined ? [] : [{ path: ["extraEnv", name], message }];
    });
}

function tlsProblems({ tls }: Partial<GatewayArgs>): Problem[] {
    if (tls === undefined) {
        return [];
    }
    if ((tls.existingSecret === undefined) === (tls.issuer === undefined)) {
        return [{ path: ["tls"], message: "exactly one of existingSecret and issuer is needed." }];
    }
    return tls.hosts !== undefined && tls.issuer === undefined
        ? [{ path: ["tls", "hosts"], message: "an existing certificate has its host names already. Leave them out." }]
        : [];
}

function chartProblems({ method = Method.Manifests, chart }: Partial<GatewayArgs>): Problem[] {
    if (chart === undefined) {
        return [];
    }
    if (method !== Method.Helm) {
        return [
            { path: ["chart"], message: `it has no use with method ${method}. Leave it out, or set method to helm.` },
        ];
    }
    const elsewhere = (["repository", "name", "version"] as const).filter((key) => chart[key] !== undefined);
    return [
        ...(chart.path === undefined ? [] : elsewhere).map((key) => ({
            path: ["chart", key],
            message: "a path is given, which says all of where the chart is. Leave one of the two out.",
        })),
        ...Object.keys(chart.values ?? {}).flatMap((name) => {
            const instead = reservedChartValues.get(name);
            return instead === undefined
                ? []
                : [
                      {
                          path: ["chart", "values", name],
                          message: `the deployment sets this value. Use ${instead} instead.`,
                      },
                  ];
        }),
        ...leaves(chart.values ?? {})
            .filter(({ value }) => value === null)
            .map(({ path }) => ({
                path: ["chart", "values", ...path],
                message: "null is not allowed: Pulumi hands no null on to Helm. Leave the value out.",
            })),
    ];
}

function cookieProblems({ cookie }: Partial<GatewayArgs>): Problem[] {
    return cookie?.value !== undefined && cookie.existingSecret !== undefined
        ? [{ path: ["cookie", "value"], message: "a cookie and an existing Secret are given. Leave one of them out." }]
        : [];
}

function imageProblems({ image }: Partial<GatewayArgs>): Problem[] {
    return image?.tag !== undefined && image.digest !== undefined
        ? [{ path: ["image", "digest"], message: "a tag and a digest are given. Leave one of them out." }]
        : [];
}

function resourceProblems({ resources = {} }: Partial<GatewayArgs>): Problem[] {
    return [...requirementProblems(resources, "resources"), ...limitProblems(resources)];
}

/** What no pod can have, whatever runs in it. */
function requirementProblems({ requests = {}, limits = {} }: ResourcesArgs, argument: string): Problem[] {
    const finer = Object.entries({ requests, limits }).flatMap(([kind, quantities]) =>
        Object.entries(quantities)
            .filter(([name, quantity]) => bytes.includes(name) && !isWholeQuantity(quantity))
            .map(([name, quantity]) => ({
                path: [argument, kind, name],
                message: `${shown(quantity)} is no whole number of bytes: m stands for thousandths. Allowed: a quantity such as 512Mi or 1Gi.`,
            })),
    );
    const unfit = Object.entries(requests).flatMap(([name, request]) => {
        const limit = limits[name];
        if (isIndivisible(name) && (limit === undefined || compareQuantities(request, limit) !== 0)) {
            const message = `${shown(request)} can't be shared. Allowed: the same as under limits.`;
            return [{ path: [argument, "requests", name], message }];
        }
        return limit !== undefined && compareQuantities(request, limit) > 0
            ? [
                  {
                      path: [argument, "requests", name],
                      message: `${shown(request)} is above the limit ${shown(limit)}. Allowed: at most the limit.`,
                  },
              ]
            : [];
    });
    return [...finer, ...unfit];
}

/** Resources that are counted in bytes. */
const bytes = ["memory", "ephemeral-storage"];

/** Limits with which RIG can't start. */
function limitProblems({ limits: { cpu, memory } = {} }: ResourcesArgs): Problem[] {
    const tooSmall =
        memory !== undefined && isWholeQuantity(memory) && compareQuantities(memory, leastMemoryLimit) < 0
            ? [
                  {
                      path: ["resources", "limits", "memory"],
                      message: `${shown(memory)} is less than a RIG without any clients needs: RIG 3.0.0 was observed to take up to ${leastMemoryLimit} until it had started, and the kernel would end it. Allowed: ${leastMemoryLimit} or more; by default it is ${defaultResources.limits.memory}.`,
                  },
              ]
            : [];
    const tooLarge =
        cpu !== undefined && compareQuantities(cpu, largestCpuLimit) > 0
            ? [
                  {
                      path: ["resources", "limits", "cpu"],
                      message: `${shown(cpu)} is more than the Erlang VM has schedulers for, and it would not start. Allowed: at most ${largestCpuLimit}.`,
                  },
              ]
            : [];
    return [...tooSmall, ...tooLarge];
}

function serviceProblems({ nodeAddress, serviceType }: Partial<GatewayArgs>): Problem[] {
    return nodeAddress !== undefined && serviceType !== "NodePort"
        ? [
              {
                  path: ["nodeAddress"],
                  message: `${shown(nodeAddress)} has no use with service type ${serviceType ?? "ClusterIP"}. Leave it out, or set serviceType to NodePort.`,
              },
          ]
        : [];
}

/** Annotations by which tools note, or are told, how they handle an object. */
const toolAnnotations = /^(pulumi\.com|meta\.helm\.sh|helm\.sh|kubectl\.kubernetes\.io)\//;

function metadataProblems({ labels, podAnnotations, serviceAnnotations }: Partial<GatewayArgs>): Problem[] {
    return [
        ...Object.keys(labels ?? {})
            .filter((key) => key.startsWith(ownedLabelPrefix) || key === "pod-template-hash")
            .map((key) => ({
                path: ["labels", key],
                message: `${ownedLabelPrefix}* and pod-template-hash are set by the deployment. Use another name.`,
            })),
        ...Object.keys(podAnnotations ?? {})
            .filter((key) => [cookieAnnotation, rotationAnnotation].includes(key))
            .map((key) => ({
                path: ["podAnnotations", key],
                message: "this annotation is set by the deployment. Use another name.",
            })),
        ...Object.keys(serviceAnnotations ?? {})
            .filter((key) => toolAnnotations.test(key))
            .map((key) => ({
                path: ["serviceAnnotations", key],
                message: "this annotation belongs to the tool that deploys, Pulumi, Helm or kubectl. Leave it out.",
            })),
    ];
}

function clusterCheckProblems(args: Partial<GatewayArgs>): Problem[] {
    const metrics = configuredVariables(args);
    const name = "PROMETHEUS_METRICS_ENABLED";
    return args.clusterCheck && metrics.text(name)?.toLowerCase() === "false"
        ? [
              {
                  path: ["clusterCheck"],
                  message: `it reads RIG's metrics, which ${pathText(metrics.path(name))} switches off. Leave one of the two out.`,
              },
          ]
        : [];
}

function clusterCheckResourceProblems({
    clusterCheck = false,
    clusterCheckResources,
}: Partial<GatewayArgs>): Problem[] {
    const path = ["clusterCheckResources"];
    if (clusterCheckResources === undefined) {
        return [];
    }
    return clusterCheck
        ? requirementProblems(clusterCheckResources, "clusterCheckResources")
        : [{ path, message: "it has no use without clusterCheck. Leave it out, or set clusterCheck to true." }];
}

function timingProblems(args: Partial<GatewayArgs>): Problem[] {
    const { deployTimeout } = args;
    const [delay, ready] = [readinessDelay(args), minReadySeconds(args)];
    const needed =
        delay === 0
            ? `minReadySeconds (${ready})`
            : `readinessProbe.initialDelaySeconds (${delay}) and minReadySeconds (${ready})`;
    return deployTimeout !== undefined && deployTimeout <= delay + ready
        ? [
              {
                  path: ["deployTimeout"],
                  message: `${deployTimeout} is not above ${needed}, so that no deployment could end in time. Allowed: more than that.`,
              },
          ]
        : [];
}
