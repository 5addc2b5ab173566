import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { ServiceType, type GatewayArgs } from "./args";
import type { Services } from "./manifests/services";
import { defaultClusterDomain, endpointUrl, serviceDnsName, type Scheme } from "./plan/addresses";
import { portNames, ports } from "./plan/ports";
import { userError } from "./problems";
import type { Scope } from "./scope";

/** Where a gateway is reached. */
export interface Endpoints {
    /** The full DNS name of the headless Service. */
    readonly dnsName: pulumi.Output<string>;
    readonly internal: pulumi.Output<string>;
    readonly external: pulumi.Output<string> | undefined;
    /** The external or else the internal one by HTTPS, with a certificate. */
    readonly https: pulumi.Output<string> | undefined;
    readonly admin: pulumi.Output<string>;
}

/** Names and URLs of a gateway, from its Services. */
export function endpoints(scope: Scope, args: GatewayArgs, services: Services): Endpoints {
    const domain = args.clusterDomain ?? defaultClusterDomain;
    const dnsName = (service: string) => scope.namespace.apply((name) => serviceDnsName(service, name, domain));
    const internal = (service: string, scheme: Scheme, port: number) =>
        dnsName(service).apply((host) => endpointUrl(scheme, host, port));
    const publicService = scope.names.publicService;
    return {
        dnsName: dnsName(scope.names.headlessService),
        internal: internal(publicService, "http", ports.public),
        external: externalEndpoint(args, services, "public"),
        https: scope.httpPorts.publicTls
            ? (externalEndpoint(args, services, "publicTls") ?? internal(publicService, "https", ports.publicTls))
            : undefined,
        admin: internal(scope.names.adminService, "http", ports.admin),
    };
}

function externalEndpoint(
    { serviceType, nodeAddress }: GatewayArgs,
    services: Services,
    endpoint: "public" | "publicTls",
): pulumi.Output<string> | undefined {
    const scheme = endpoint === "public" ? "http" : "https";
    if (serviceType === ServiceType.LoadBalancer) {
        const status: pulumi.Output<Partial<k8s.types.output.core.v1.ServiceStatus> | undefined> =
            services.public.status;
        return status.apply((known) => {
            const [ingress] = known?.loadBalancer?.ingress ?? [];
            const host = ingress?.ip ?? ingress?.hostname;
            return host === undefined
                ? knownLater("address")
                : pulumi.output(endpointUrl(scheme, host, ports[endpoint]));
        });
    }
    if (serviceType === ServiceType.NodePort && nodeAddress !== undefined) {
        return services.public.spec.ports.apply((found) => {
            const nodePort = found.find(({ name }) => name === portNames[endpoint])?.nodePort;
            return nodePort === undefined
                ? knownLater("node port")
                : pulumi.output(endpointUrl(scheme, nodeAddress, nodePort));
        });
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
