import { ServiceType } from "../components/args";
import { httpPortVariables, ports } from "../components/rig/ports";
import { isRecord } from "../components/validation/record";
import { quoted, word } from "../components/model/shell";
import { objectList, podContainers, podSpec } from "../kubernetes/podSpec";
import type { FoundObject, Lookup, ObjectReference } from "../kubernetes/reader";

// What is wrong with an object, if it is to be one of RIG's and of this project's.

/** What a public Service may have that its address or its clients depend on, and this project doesn't set: its default. */
const unknownFields: Readonly<Record<string, unknown>> = {
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

/** A Deployment that isn't ready is nothing that Pulumi imports: it would update it, and wait for it. */
export function deploymentMessages({ spec = {}, status = {} }: FoundObject): string[] {
    const [wanted, available] = [Number(spec.replicas ?? 1), Number(status.availableReplicas ?? 0)];
    return available < Math.max(wanted, 1)
        ? [`${available} of its ${wanted} pods are available, and only what is ready can be imported. Repair it first.`]
        : [];
}

/** What keeps a Service from being the headless one. */
export function headlessServiceMessages({ spec = {} }: FoundObject): string[] {
    return isHeadless(spec)
        ? []
        : ["it isn't headless (clusterIP: None), as the Service has to be by which the nodes find each other."];
}

/**
 * What keeps a Service from being the public one for want of its port. RIG's chart gives the Service the ports that the
 * pods have, and its clients know them.
 */
export function publicPortMessages(
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
        `it has no port ${ports.public}, at which the gateway is reached afterwards. It has: ${numbers.join(", ") || "none"}. First give it that port beside them, and let its clients go there: kubectl patch service ${word(name)} -n ${word(namespace ?? "")} --type json -p ${quoted(patch)}`,
    ];
}

/** The port on which RIG's public endpoint listens in the pods of a Deployment. */
function publicPodPort(deployment: Lookup): number {
    const container = typeof deployment === "object" ? podContainers(podSpec(deployment)).rig : {};
    const value = objectList(container.env).find(({ name }) => name === httpPortVariables.public)?.value;
    return Number(value) || ports.public;
}

/** What keeps a Service from being the public one, with its addresses and all that it does today. */
export function publicServiceMessages(
    { spec = {}, status = {} }: FoundObject,
    serviceType: ServiceType = ServiceType.ClusterIP,
): string[] {
    if (isHeadless(spec)) {
        return ["it is headless (clusterIP: None), and can't be the public Service."];
    }
    const unknown = Object.entries(unknownFields)
        .filter(([field, standard]) => spec[field] !== undefined && spec[field] !== standard)
        .map(([field]) => field);
    return [
        ...(spec.type === serviceType
            ? []
            : [
                  `it is of type ${String(spec.type)}, and serviceType is ${serviceType}: an address could be lost. Set serviceType to ${String(spec.type)}; it can be changed afterwards.`,
              ]),
        ...(unknown.length === 0
            ? []
            : [
                  `it has ${unknown.join(", ")}, which this project doesn't know and would take away; an address may depend on it. Remove it from the Service first, if it can do without.`,
              ]),
        ...(spec.type === ServiceType.LoadBalancer && !hasAddress(status)
            ? ["it has no address of a load balancer yet, and only what is ready can be imported."]
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
