import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { ServiceType, type GatewayArgs } from "./args";
import type { Services } from "./manifests/services";
import { httpUrl, serviceDnsName } from "./plan/addresses";
import { ports } from "./plan/ports";
import type { Scope } from "./scope";

/** Where a gateway is reached. */
export interface Endpoints {
    /** The full DNS name of the headless Service. */
    readonly dnsName: pulumi.Output<string>;
    readonly internal: pulumi.Output<string>;
    readonly external: pulumi.Output<string> | undefined;
    readonly admin: pulumi.Output<string>;
}

/** Names and URLs of a gateway, from its Services. */
export function endpoints(scope: Scope, args: GatewayArgs, services: Services): Endpoints {
    const domain = args.clusterDomain ?? "cluster.local";
    const dnsName = (service: string) => scope.namespace.apply((name) => serviceDnsName(service, name, domain));
    return {
        dnsName: dnsName(scope.names.headlessService),
        internal: dnsName(scope.names.publicService).apply((host) => httpUrl(host, ports.public)),
        external: externalEndpoint(args, services),
        admin: dnsName(scope.names.adminService).apply((host) => httpUrl(host, ports.admin)),
    };
}

function externalEndpoint({ serviceType, nodeAddress }: GatewayArgs, services: Services) {
    if (serviceType === ServiceType.LoadBalancer) {
        const status: pulumi.Output<k8s.types.output.core.v1.ServiceStatus | undefined> = services.public.status;
        return status.apply((known) => {
            const [ingress] = known?.loadBalancer.ingress ?? [];
            return httpUrl(ingress?.ip ?? ingress?.hostname ?? "", ports.public);
        });
    }
    if (serviceType === ServiceType.NodePort && nodeAddress !== undefined) {
        return services.public.spec.ports.apply((servicePorts) => httpUrl(nodeAddress, servicePorts[0]?.nodePort ?? 0));
    }
    return undefined;
}
