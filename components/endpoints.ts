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
    const status: pulumi.Output<Partial<k8s.types.output.core.v1.ServiceStatus> | undefined> = services.public.status;
    if (serviceType === ServiceType.LoadBalancer) {
        return status.apply((known) => {
            const [ingress] = known?.loadBalancer?.ingress ?? [];
            const host = ingress?.ip ?? ingress?.hostname;
            return host === undefined
                ? knownLater("address", known !== undefined)
                : pulumi.output(endpointUrl(scheme, host, ports[endpoint]));
        });
    }
    if (serviceType === ServiceType.NodePort && nodeAddress !== undefined) {
        return pulumi.all([services.public.spec.ports, status]).apply(([found, known]) => {
            const nodePort = found.find(({ name }) => name === portNames[endpoint])?.nodePort;
            return nodePort === undefined
                ? knownLater("node port", known !== undefined)
                : pulumi.output(endpointUrl(scheme, nodeAddress, nodePort));
        });
    }
    return undefined;
}

/**
 * What only the deployment will tell: unknown in a preview, and where the provider writes manifests instead of deploying
 * them (`renderYamlToDirectory`).
 *
 * @param deployed Whether the Service has a status: one that is only written down has none.
 */
function knownLater(what: string, deployed: boolean): pulumi.Output<string> {
    if (deployed && !pulumi.runtime.isDryRun()) {
        throw userError(`The public Service has no ${what}, although Pulumi has waited for it.`);
    }
    return pulumi.interpolate`${unknown}`;
}
