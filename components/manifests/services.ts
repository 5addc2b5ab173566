import * as k8s from "@pulumi/kubernetes";
import { ServiceType } from "../args";
import { clusterPorts, portNames, ports, type HttpPorts } from "../plan/ports";
import { metadata, type Scope } from "../scope";

/** The Services of one gateway. */
export interface Services {
    readonly public: k8s.core.v1.Service;
    readonly admin: k8s.core.v1.Service;
    readonly headless: k8s.core.v1.Service;
}

/** How the public Service is deployed. */
export interface PublicServiceOptions {
    readonly timeout: number;
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
 * Three Services: the public one carries port 4000, with a certificate 4001, and nothing else, the admin one never leaves the cluster, and the
 * headless one is how RIG's nodes find each other.
 *
 * @param type Type of the public Service.
 * @param options Seconds to wait for the address of a load balancer, and whether that address is protected.
 */
export function services(scope: Scope, type: ServiceType, options: PublicServiceOptions): Services {
    return {
        public: publicService(scope, type, options),
        admin: adminService(scope),
        headless: headlessService(scope),
    };
}

function publicService(scope: Scope, type: ServiceType, { timeout, protect }: PublicServiceOptions) {
    const annotations = type === ServiceType.LoadBalancer ? waitForAddress : dontWait;
    return new k8s.core.v1.Service(
        `${scope.resourceName}-public`,
        {
            metadata: { ...metadata(scope, scope.names.publicService), annotations },
            spec: {
                type,
                selector: scope.selector,
                ports: [servicePort("public"), ...(scope.httpPorts.publicTls ? [servicePort("publicTls")] : [])],
            },
        },
        { ...scope.options, protect, customTimeouts: { create: `${timeout}s`, update: `${timeout}s` } },
    );
}

function adminService(scope: Scope) {
    return new k8s.core.v1.Service(
        `${scope.resourceName}-admin`,
        {
            metadata: { ...metadata(scope, scope.names.adminService), annotations: dontWait },
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
 * Pods are listed before they are ready, since a node that starts has to find its peers; IPv4 only, since RIG asks for
 * A records only; the ports between the nodes are declared, since service meshes drop what no Service declares.
 */
function headlessService(scope: Scope) {
    return new k8s.core.v1.Service(
        `${scope.resourceName}-headless`,
        {
            metadata: metadata(scope, scope.names.headlessService),
            spec: {
                type: ServiceType.ClusterIP,
                clusterIP: "None",
                ipFamilyPolicy: "SingleStack",
                ipFamilies: ["IPv4"],
                publishNotReadyAddresses: true,
                selector: scope.selector,
                ports: clusterPorts.map(({ name, port }) => ({ name, port, targetPort: port, protocol: "TCP" })),
            },
        },
        scope.options,
    );
}
