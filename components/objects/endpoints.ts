import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { ServiceType, type GatewayArgs } from "../args";
import { defaultClusterDomain, endpointUrl, serviceDnsName, type Scheme } from "../model/addresses";
import { portNames, ports } from "../rig/ports";
import { userError } from "../validation/problem";
import type { Scope } from "./scope";

/** The URLs of a gateway. */
export interface Endpoints {
    readonly internal: pulumi.Output<string>;
    readonly external: pulumi.Output<string> | undefined;
    /** The external HTTPS URL, or else the internal one; undefined without a certificate. */
    readonly https: pulumi.Output<string> | undefined;
    readonly admin: pulumi.Output<string>;
}

/** The full DNS name of one of the gateway's Services. */
export function serviceHost(scope: Scope, args: GatewayArgs, service: string): pulumi.Output<string> {
    return scope.namespace.apply((name) => serviceDnsName(service, name, args.clusterDomain ?? defaultClusterDomain));
}

/**
 * URLs of a gateway.
 *
 * @param publicService The public Service as the cluster has it; called only for an external endpoint.
 */
export function endpoints(scope: Scope, args: GatewayArgs, publicService: () => k8s.core.v1.Service): Endpoints {
    const internal = (service: string, scheme: Scheme, port: number) =>
        serviceHost(scope, args, service).apply((host) => endpointUrl(scheme, host, port));
    const name = scope.names.publicService;
    const isOutside =
        args.serviceType === ServiceType.LoadBalancer ||
        (args.serviceType === ServiceType.NodePort && args.nodeAddress !== undefined);
    const service = isOutside ? publicService() : undefined;
    const external = (endpoint: "public" | "publicTls") => service && externalEndpoint(args, service, endpoint);
    return {
        internal: internal(name, "http", ports.public),
        external: external("public"),
        https: scope.httpPorts.publicTls
            ? (external("publicTls") ?? internal(name, "https", ports.publicTls))
            : undefined,
        admin: internal(scope.names.adminService, "http", ports.admin),
    };
}

function externalEndpoint(
    { nodeAddress }: GatewayArgs,
    service: k8s.core.v1.Service,
    endpoint: "public" | "publicTls",
): pulumi.Output<string> {
    const scheme = endpoint === "public" ? "http" : "https";
    const status: pulumi.Output<Partial<k8s.types.output.core.v1.ServiceStatus> | undefined> = service.status;
    if (nodeAddress === undefined) {
        return status.apply((known) => {
            const [ingress] = known?.loadBalancer?.ingress ?? [];
            const host = ingress?.ip ?? ingress?.hostname;
            return host === undefined
                ? unknownUntilDeployed("address", known !== undefined)
                : pulumi.output(endpointUrl(scheme, host, ports[endpoint]));
        });
    }
    return pulumi.all([service.spec.ports, status]).apply(([servicePorts, known]) => {
        const nodePort = servicePorts.find(({ name }) => name === portNames[endpoint])?.nodePort;
        return nodePort === undefined
            ? unknownUntilDeployed("node port", known !== undefined)
            : pulumi.output(endpointUrl(scheme, nodeAddress, nodePort));
    });
}

/**
 * A value that the cluster assigns. It is unknown in a preview, and when the provider writes manifests instead of deploying
 * them (`renderYamlToDirectory`).
 *
 * @param deployed Whether the Service has a status: one in a written manifest has none.
 */
function unknownUntilDeployed(what: string, deployed: boolean): pulumi.Output<string> {
    if (deployed && !pulumi.runtime.isDryRun()) {
        throw userError(`The public Service has no ${what}, although Pulumi has waited for it.`);
    }
    return pulumi.interpolate`${unknown}`;
}
