import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { ServiceType, type GatewayArgs } from "./args";
import type { Services } from "./manifests/services";
import { httpUrl, serviceDnsName } from "./plan/addresses";
import { ports } from "./plan/ports";
import { userError } from "./problems";
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
        const status: pulumi.Output<Partial<k8s.types.output.core.v1.ServiceStatus> | undefined> =
            services.public.status;
        return status.apply((known) => {
            const [ingress] = known?.loadBalancer?.ingress ?? [];
            const host = ingress?.ip ?? ingress?.hostname;
            return host === undefined ? knownLater("address") : pulumi.output(httpUrl(host, ports.public));
        });
    }
    if (serviceType === ServiceType.NodePort && nodeAddress !== undefined) {
        return services.public.spec.ports.apply(([port]) =>
            port?.nodePort === undefined ? knownLater("node port") : pulumi.output(httpUrl(nodeAddress, port.nodePort)),
        );
    }
    return undefined;
}

/** What only the deployment will tell: in a preview it is unknown. */
function knownLater(what: string): pulumi.Output<string> {
    if (!pulumi.runtime.isDryRun()) {
        throw userError(`The public Service has no ${what}, although Pulumi has waited for it.`);
    }
    return pulumi.interpolate`${unknown}`;
}
