import { AdoptionStep, type GatewayArgs } from "../components/args";
import { clusterCheckPodResources, replicaRange, podResources } from "../components/model/size";

/** Quantities by the name of the resource. */
export type Quantities = Readonly<Record<string, string>>;

/** What pods of a kind ask for. Others may put further containers into them: it is the least. */
export interface PodDemand {
    /** One of the pods, in words. */
    readonly title: string;
    /** The argument that changes it. */
    readonly argument: string;
    readonly count: number;
    readonly requests: Quantities;
    readonly limits: Quantities;
}

/** The pods that a deployment starts: none in the first step of an adoption. */
export function podDemands(gateway: Omit<GatewayArgs, "namespace">): PodDemand[] {
    if (gateway.adopt === AdoptionStep.Import) {
        return [];
    }
    const own = podResources(gateway);
    const check = clusterCheckPodResources(gateway);
    return [
        {
            title: "a pod of the gateway",
            argument: "resources",
            count: replicaRange(gateway).least,
            ...asStarted(own),
        },
        ...(gateway.clusterCheck
            ? [
                  {
                      title: "the pod of the cluster check",
                      argument: "clusterCheck.resources",
                      count: 1,
                      ...asStarted(check),
                  },
              ]
            : []),
    ];
}

/** The API server takes a limit for the request, where that is left out. */
export function asStarted({ requests = {}, limits = {} }: { requests?: Quantities; limits?: Quantities }) {
    return { requests: { ...limits, ...requests }, limits };
}
