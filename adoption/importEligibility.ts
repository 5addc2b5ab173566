import { ServiceType } from "../components/args";
import { httpPortVariables, ports } from "../components/rig/ports";
import { isRecord } from "../components/validation/record";
import { quoted, word } from "../components/model/shell";
import { objectList, podContainers, podSpec } from "../kubernetes/podSpec";
import type { FoundObject, Lookup, ObjectReference } from "../kubernetes/reader";

// Why an existing object can't become one of this project's.

/** Fields of a public Service that this project doesn't set, and on which its address or its clients may depend, with their defaults. */
const unsupportedFields: Readonly<Record<string, unknown>> = {
    externalIPs: undefined,
    externalTrafficPolicy: "Cluster",
    internalTrafficPolicy: "Cluster",
    ipFamilyPolicy: "SingleStack",
    loadBalancerClass: undefined,
    loadBalancerIP: undefined,
    loadBalancerSourceRanges: undefined,
    sessionAffinity: "None",
    trafficDistribution: undefined,
};

/** Why a Deployment can't be imported. Pulumi would update one that isn't ready, and wait for it. */
export function deploymentObstacles({ spec = {}, status = {} }: FoundObject): string[] {
    const [wanted, available] = [Number(spec.replicas ?? 1), Number(status.availableReplicas ?? 0)];
    return available < Math.max(wanted, 1)
        ? [
              `${available} of its ${wanted} pods are available, and only a ready Deployment can be imported. Repair it first.`,
          ]
        : [];
}

/** Why a Service can't be the headless one. */
export function headlessServiceObstacles({ spec = {} }: FoundObject): string[] {
    return isHeadless(spec)
        ? []
        : ["it isn't headless (clusterIP: None), and the nodes find each other through a headless Service."];
}

/**
 * Why a Service without port 4000 can't be the public one. RIG's chart gives the Service the ports of the pods, which may
 * be others, and on which its clients depend.
 */
export function publicPortObstacles(
    found: FoundObject,
    { name, namespace }: ObjectReference,
    deployment: Lookup,
): string[] {
    const numbers = portNumbers(found);
    if (isHeadless(found.spec ?? {}) || numbers.includes(ports.public)) {
        return [];
    }
    const port = { name: "adopted", port: ports.public, targetPort: publicPodPort(deployment) };
    const patch = JSON.stringify([{ op: "add", path: "/spec/ports/-", value: port }]);
    return [
        `it has no port ${ports.public}, which is the gateway's only public port afterwards. It has: ${numbers.join(", ") || "none"}. First add that port, and move its clients to it: kubectl patch service ${word(name)} -n ${word(namespace ?? "")} --type json -p ${quoted(patch)}`,
    ];
}

/** The port on which RIG's public endpoint listens in the pods of a Deployment. */
function publicPodPort(deployment: Lookup): number {
    const container = typeof deployment === "object" ? podContainers(podSpec(deployment)).rig : {};
    const value = objectList(container.env).find(({ name }) => name === httpPortVariables.public)?.value;
    return Number(value) || ports.public;
}

/** Why a Service can't be the public one without a loss of addresses or of what it does today. */
export function publicServiceObstacles(
    { spec = {}, status = {} }: FoundObject,
    serviceType: ServiceType = ServiceType.ClusterIP,
): string[] {
    if (isHeadless(spec)) {
        return ["it is headless (clusterIP: None), so it can't be the public Service."];
    }
    const unsupported = Object.entries(unsupportedFields)
        .filter(([field, value]) => spec[field] !== undefined && spec[field] !== value)
        .map(([field]) => field);
    return [
        ...(spec.type === serviceType
            ? []
            : [
                  `it is of type ${String(spec.type)}, and serviceType is ${serviceType}: it could lose an address. Set serviceType to ${String(spec.type)}; you may change that after the adoption.`,
              ]),
        ...(unsupported.length === 0
            ? []
            : [
                  `it has ${unsupported.join(", ")}, which this project doesn't support and would remove; an address may depend on it. If the Service doesn't need it, remove it first.`,
              ]),
        ...(spec.type === ServiceType.LoadBalancer && !hasAddress(status)
            ? ["it has no address of a load balancer yet, and only a ready Service can be imported."]
            : []),
    ];
}

/** The ports of a Service. */
export function portNumbers({ spec }: Pick<FoundObject, "spec">): number[] {
    const all: unknown[] = Array.isArray(spec?.ports) ? spec.ports : [];
    return all.map((each) => (isRecord(each) ? Number(each.port) : NaN));
}

/** Whether a Service selects the pods of a Deployment. */
export function selects({ spec: service }: FoundObject, { spec: deployment }: FoundObject): boolean {
    const metadata = isRecord(deployment?.template) ? deployment.template.metadata : undefined;
    const labels = isRecord(metadata) && isRecord(metadata.labels) ? metadata.labels : {};
    const selector = isRecord(service?.selector) ? Object.entries(service.selector) : [];
    return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
}

function isHeadless(spec: Readonly<Record<string, unknown>>): boolean {
    return spec.clusterIP === "None";
}

function hasAddress({ loadBalancer }: Readonly<Record<string, unknown>>): boolean {
    return isRecord(loadBalancer) && Array.isArray(loadBalancer.ingress) && loadBalancer.ingress.length > 0;
}
