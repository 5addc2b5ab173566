import { AdoptionStep, type GatewayArgs } from "../components/args";
import { clusterCheckPodResources, podResources } from "../components/model/resources";
import { replicaRange } from "../components/model/replicas";

/** Quantities by the name of the resource. */
export type Quantities = Readonly<Record<string, string>>;

/** The resources of the gateway's pods, or of another pod. Others may add containers to a pod, so this is the least. */
export interface PodDemand {
    /** One of the pods, in words. */
    readonly description: string;
    /** The argument that sets the resources. */
    readonly argument: string;
    readonly count: number;
    readonly requests: Quantities;
    readonly limits: Quantities;
}

/** The pods that an update starts: none in step import of an adoption. */
export function podDemands(gateway: Omit<GatewayArgs, "namespace">): PodDemand[] {
    if (gateway.adopt === AdoptionStep.Import) {
        return [];
    }
    const own = podResources(gateway);
    const check = clusterCheckPodResources(gateway);
    return [
        {
            description: "a pod of the gateway",
            argument: "resources",
            count: replicaRange(gateway).least,
            ...withImpliedRequests(own),
        },
        ...(gateway.clusterCheck
            ? [
                  {
                      description: "the pod of the cluster check",
                      argument: "clusterCheck.resources",
                      count: 1,
                      ...withImpliedRequests(check),
                  },
              ]
            : []),
    ];
}

/** Resources as the API server completes them: a limit is the request, too, when there is no request. */
export function withImpliedRequests({ requests = {}, limits = {} }: { requests?: Quantities; limits?: Quantities }) {
    return { requests: { ...limits, ...requests }, limits };
}
