import * as k8s from "@pulumi/kubernetes";

import { ServiceType, type GatewayArgs } from "../args";
import { deployTimeout } from "../model/rollout";
import { clusterPorts, portNames, ports, type HttpPorts } from "../rig/ports";
import { adoptionOptions } from "./adoptionOptions";
import type { Build } from "./build";
import { metadata, releasedMetadata, type Scope } from "./scope";

/**
 * Pulumi waits at least ten seconds for a Service with a selector. The wait for the Deployment proves more.
 */
const dontWait = { "pulumi.com/skipAwait": "true" };

/** The Service port of an endpoint, always under the same number, wherever the pods listen. */
function servicePort(endpoint: keyof HttpPorts) {
    return { name: portNames[endpoint], port: ports[endpoint], targetPort: portNames[endpoint], protocol: "TCP" };
}

const waitForAddress = { "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0]}" };

/** The public Service: it carries port 4000, with a certificate 4001, and nothing else. */
export function publicServiceContent(scope: Scope, { serviceAnnotations, serviceType }: GatewayArgs) {
    return {
        metadata: {
            ...releasedMetadata(scope, scope.names.publicService),
            ...(serviceAnnotations && { annotations: serviceAnnotations }),
        },
        spec: {
            type: serviceType ?? ServiceType.ClusterIP,
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

/** The public Service as a single object. */
export function publicService(build: Build): k8s.core.v1.Service {
    const { scope, args } = build;
    const { name, options } = build.resource("publicService");
    const wait = args.serviceType === ServiceType.LoadBalancer ? waitForAddress : dontWait;
    const timeout = `${deployTimeout(args)}s`;
    return new k8s.core.v1.Service(
        name,
        {
            ...publicServiceContent(scope, args),
            metadata: metadata(scope, scope.names.publicService, { ...args.serviceAnnotations, ...wait }),
        },
        {
            ...options,
            customTimeouts: { create: timeout, update: timeout },
            // An imported Service has its address among its inputs. Without it there, Pulumi would replace the Service.
            ignoreChanges: ["spec.clusterIP", "spec.clusterIPs"],
            ...adoptionOptions(args, scope.names.publicService),
        },
    );
}

/** The admin Service, which never leaves the cluster. */
export function adminService(build: Build): k8s.core.v1.Service {
    const { scope } = build;
    const { name, options } = build.resource("adminService");
    return new k8s.core.v1.Service(
        name,
        {
            metadata: metadata(scope, scope.names.adminService, dontWait),
            spec: {
                type: ServiceType.ClusterIP,
                selector: scope.selector,
                ports: [servicePort("admin"), ...(scope.httpPorts.adminTls ? [servicePort("adminTls")] : [])],
            },
        },
        options,
    );
}

/** The headless Service as a single object. */
export function headlessService(build: Build): k8s.core.v1.Service {
    const { scope, args } = build;
    const { name, options } = build.resource("headlessService");
    return new k8s.core.v1.Service(
        name,
        { ...headlessServiceContent(scope), metadata: metadata(scope, scope.names.headlessService) },
        { ...options, ...adoptionOptions(args, scope.names.headlessService) },
    );
}
