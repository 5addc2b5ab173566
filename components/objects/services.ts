import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { ServiceType, type GatewayArgs } from "../args";
import { clusterPorts, portNames, ports, type HttpPorts } from "../rig/ports";
import { metadata, releasedMetadata, type Scope } from "./scope";

/** How the public Service is deployed. */
export interface PublicServiceOptions {
    readonly type: ServiceType;
    /** Seconds to wait for the address of a load balancer. */
    readonly timeout: number;
    /** Whether its address is protected. */
    readonly protect: boolean;
}

/**
 * Pulumi's own wait for a Service with a selector lasts at least ten seconds; that the Deployment is available proves
 * more.
 */
const dontWait = { "pulumi.com/skipAwait": "true" };

/** The Service port of an endpoint, always under the same number, wherever the pods listen. */
function servicePort(endpoint: keyof HttpPorts) {
    return { name: portNames[endpoint], port: ports[endpoint], targetPort: portNames[endpoint], protocol: "TCP" };
}

const waitForAddress = { "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0]}" };

/**
 * The public Service: it carries port 4000, with a certificate 4001, and nothing else.
 *
 * @param type Type of the Service.
 */
export function publicServiceContent(scope: Scope, { serviceAnnotations }: GatewayArgs, type: ServiceType) {
    return {
        metadata: {
            ...releasedMetadata(scope, scope.names.publicService),
            ...(serviceAnnotations && { annotations: serviceAnnotations }),
        },
        spec: {
            type,
            selector: scope.selector,
            ports: [servicePort("public"), ...(scope.httpPorts.publicTls ? [servicePort("publicTls")] : [])],
        },
    };
}

/**
 * The headless Service, by which RIG's nodes find each other. Pods are listed before they are ready, since a node that
 * starts has to find its peers; IPv4 only, since RIG asks for A records only; the ports between the nodes are declared,
 * since service meshes drop what no Service declares.
 */
export function headlessServiceContent(scope: Scope) {
    return {
        metadata: releasedMetadata(scope, scope.names.headlessService),
        spec: {
            type: ServiceType.ClusterIP,
            clusterIP: "None",
            ipFamilyPolicy: "SingleStack",
            ipFamilies: ["IPv4"],
            publishNotReadyAddresses: true,
            selector: scope.selector,
            ports: clusterPorts.map(({ name, port }) => ({ name, port, targetPort: port, protocol: "TCP" })),
        },
    };
}

/**
 * The public Service.
 *
 * @param adoption Options for a Service that is there already.
 */
export function publicService(
    scope: Scope,
    args: GatewayArgs,
    { type, timeout, protect }: PublicServiceOptions,
    adoption: pulumi.CustomResourceOptions,
): k8s.core.v1.Service {
    const wait = type === ServiceType.LoadBalancer ? waitForAddress : dontWait;
    const content = publicServiceContent(scope, args, type);
    return new k8s.core.v1.Service(
        `${scope.resourceName}-public`,
        { ...content, metadata: metadata(scope, scope.names.publicService, { ...args.serviceAnnotations, ...wait }) },
        {
            ...scope.options,
            protect,
            customTimeouts: { create: `${timeout}s`, update: `${timeout}s` },
            // An imported Service has its address among its inputs. Without it there, Pulumi would replace the Service.
            ignoreChanges: ["spec.clusterIP", "spec.clusterIPs"],
            ...adoption,
        },
    );
}

/** The admin Service, which never leaves the cluster. */
export function adminService(scope: Scope): k8s.core.v1.Service {
    return new k8s.core.v1.Service(
        `${scope.resourceName}-admin`,
        {
            metadata: metadata(scope, scope.names.adminService, dontWait),
            spec: {
                type: ServiceType.ClusterIP,
                selector: scope.selector,
                ports: [servicePort("admin"), ...(scope.httpPorts.adminTls ? [servicePort("adminTls")] : [])],
            },
        },
        scope.options,
    );
}

/**
 * The headless Service.
 *
 * @param adoption Options for a Service that is there already.
 */
export function headlessService(scope: Scope, adoption: pulumi.CustomResourceOptions): k8s.core.v1.Service {
    return new k8s.core.v1.Service(
        `${scope.resourceName}-headless`,
        { ...headlessServiceContent(scope), metadata: metadata(scope, scope.names.headlessService) },
        { ...scope.options, ...adoption },
    );
}
