import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { EgressPort, EgressRule, GatewayArgs } from "../args";
import { egressVariables, impliedDestinations, type Destination } from "../model/egress";
import { clusterCheckLabels } from "../model/labels";
import { ports } from "../rig/ports";
import { catalogueOf } from "../rig/versions";
import type { Build, ResourceKey } from "./build";
import { metadata, type Scope } from "./scope";
import { generatedName } from "./generatedName";

type Spec = pulumi.Input<k8s.types.input.networking.v1.NetworkPolicySpec>;
type PolicyArgs = Pick<GatewayArgs, "networkPolicy" | "clusterCheck" | "settings">;
type PolicyRule = k8s.types.input.networking.v1.NetworkPolicyEgressRule;

const clusterPolicyPorts = [
    { protocol: "TCP", port: ports.epmd },
    { protocol: "TCP", port: ports.distribution.first, endPort: ports.distribution.last },
];

/** A removed peer is closed at once. Ports follow from settings, so a new policy opens them and the old one stays until the
 * rollout is complete. */
const ingressPorts = "spec.ingress[*].ports";

function tcpPorts(...numbers: (number | undefined)[]) {
    return numbers.flatMap((port) => (port === undefined ? [] : [{ protocol: "TCP", port }]));
}

const dnsPorts = [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
];

const namedDnsPorts = [
    { protocol: "UDP", port: "dns" },
    { protocol: "TCP", port: "dns-tcp" },
];

const dnsNamespaces = {
    namespaceSelector: {
        matchExpressions: [
            { key: "kubernetes.io/metadata.name", operator: "In", values: ["kube-system", "openshift-dns"] },
        ],
    },
};

/**
 * A policy sees the port behind the DNS Service, which is not always 53 (OpenShift's is 5353): besides port 53 the DNS
 * pods' ports are allowed by name. TCP too, since an answer with more than about 25 pods doesn't fit into a datagram. Port
 * 53 is open to everywhere: DNS servers in the network of their node, or behind an address of a node's cache, are found by
 * no selector, and without DNS the nodes form no cluster and say nothing.
 * What is left out of the user's rule keeps its default: in Kubernetes, an empty rule would allow everything.
 */
function dnsRules(rule: EgressRule = {}): PolicyRule[] {
    const { to, ports: rulePorts } = policyRule(rule);
    if (to === undefined && rulePorts === undefined) {
        return [{ ports: dnsPorts }, { to: [dnsNamespaces], ports: namedDnsPorts }];
    }
    return [{ to, ports: rulePorts ?? [...dnsPorts, ...namedDnsPorts] }];
}

/** Whether the gateway has policies at all. */
export function hasPolicies({ networkPolicy }: PolicyArgs): boolean {
    return networkPolicy?.enabled ?? true;
}

/** Whether a policy opens the admin port. */
export function hasAdminPolicy(args: PolicyArgs): boolean {
    return hasPolicies(args) && (Boolean(args.clusterCheck) || Boolean(args.networkPolicy?.adminFrom?.length));
}

/** Whether a setting implies a destination. */
export function hasDestinationsPolicy(args: PolicyArgs): boolean {
    return hasPolicies(args) && Object.keys(args.settings ?? {}).some((name) => egressVariables.includes(name));
}

/** Whether the arguments name destinations. */
export function hasEgressPolicy(args: PolicyArgs): boolean {
    return hasPolicies(args) && Boolean(args.networkPolicy?.egressTo?.length);
}

/** Whether the cluster check's pod has a policy. */
export function hasCheckPolicy(args: PolicyArgs): boolean {
    return hasPolicies(args) && Boolean(args.clusterCheck);
}

/** Denies all traffic that no other policy allows. */
export function defaultDenyPolicy(build: Build): k8s.networking.v1.NetworkPolicy {
    const spec = { podSelector: gatewayPods(build), policyTypes: ["Ingress", "Egress"] };
    return policy(build, "defaultDenyPolicy", build.scope.names.networkPolicies.defaultDeny, spec);
}

/** The nodes reach each other. */
export function clusterPolicy(build: Build): k8s.networking.v1.NetworkPolicy {
    const podSelector = gatewayPods(build);
    return policy(build, "clusterPolicy", build.scope.names.networkPolicies.cluster, {
        podSelector,
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [{ podSelector }], ports: clusterPolicyPorts }],
        egress: [{ to: [{ podSelector }], ports: clusterPolicyPorts }],
    });
}

/** The pods reach the DNS servers. */
export function dnsPolicy(build: Build): k8s.networking.v1.NetworkPolicy {
    return policy(build, "dnsPolicy", build.scope.names.networkPolicies.dns, {
        podSelector: gatewayPods(build),
        policyTypes: ["Egress"],
        egress: dnsRules(build.args.networkPolicy?.dns),
    });
}

/** The public port is open to anyone, or to the peers that the arguments name. */
export function publicPolicy(build: Build): k8s.networking.v1.NetworkPolicy {
    const { scope, args } = build;
    const { publicFrom } = args.networkPolicy ?? {};
    const spec = {
        podSelector: gatewayPods(build),
        policyTypes: ["Ingress"],
        ingress: [
            {
                from: publicFrom?.length ? publicFrom : undefined,
                ports: tcpPorts(scope.httpPorts.public, scope.httpPorts.publicTls),
            },
        ],
    };
    return versionedPolicy(build, "publicPolicy", scope.names.settingsPolicies.public, spec, ingressPorts);
}

/** The admin port is open to the peers that the arguments name, and to the cluster check. */
export function adminPolicy(build: Build): k8s.networking.v1.NetworkPolicy {
    const { scope, args } = build;
    const spec = {
        podSelector: gatewayPods(build),
        policyTypes: ["Ingress"],
        ingress: adminRules(scope, args, checkPods(build)),
    };
    return versionedPolicy(build, "adminPolicy", scope.names.settingsPolicies.admin, spec, ingressPorts);
}

/** The cluster check's pod reaches the DNS servers and the pods' admin port. */
export function checkPolicy(build: Build): k8s.networking.v1.NetworkPolicy {
    const { scope, args } = build;
    return policy(build, "checkPolicy", scope.names.networkPolicies.check, {
        podSelector: checkPods(build),
        policyTypes: ["Ingress", "Egress"],
        egress: [
            ...dnsRules(args.networkPolicy?.dns),
            { to: [{ podSelector: gatewayPods(build) }], ports: tcpPorts(scope.httpPorts.admin) },
        ],
    });
}

/** The pods reach the destinations that RIG's settings imply. */
export function destinationsPolicy(build: Build): k8s.networking.v1.NetworkPolicy {
    const egress = settingsDestinations(build.args).apply((destinations) => destinations.map(egressRule));
    const spec = { podSelector: gatewayPods(build), policyTypes: ["Egress"], egress };
    return versionedPolicy(
        build,
        "destinationsPolicy",
        build.scope.names.settingsPolicies.destinations,
        spec,
        "spec.egress",
    );
}

/** The pods reach the destinations that the arguments name. */
export function egressPolicy(build: Build): k8s.networking.v1.NetworkPolicy {
    const destinations = build.get("destinationsPolicy");
    const spec = {
        podSelector: gatewayPods(build),
        policyTypes: ["Egress"],
        egress: build.args.networkPolicy?.egressTo?.map(policyRule),
    };
    // In earlier versions this policy had the settings' destinations, too. Their new policy comes first, so they stay open.
    const dependsOn = destinations === undefined ? [] : [destinations];
    return policy(build, "egressPolicy", build.scope.names.networkPolicies.egress, spec, dependsOn);
}

function policy(build: Build, key: ResourceKey, objectName: string, spec: Spec, dependsOn: pulumi.Resource[] = []) {
    const { name, options } = build.resource(key);
    return withSpec(
        new k8s.networking.v1.NetworkPolicy(
            name,
            { metadata: metadata(build.scope, objectName), spec },
            { ...options, dependsOn },
        ),
        spec,
    );
}

/**
 * A policy that depends on settings. New settings make a new policy beside the old one, which the old pods need until they
 * stop.
 */
function versionedPolicy(build: Build, key: ResourceKey, prefix: string, spec: Spec, replacedPath: string) {
    const { name, metadata, options } = generatedName(build, key, prefix, [replacedPath]);
    return withSpec(new k8s.networking.v1.NetworkPolicy(name, { metadata, spec }, options), spec);
}

/** The specs from which the policies were made: the resources' outputs also contain the API server's defaults. */
const specs = new WeakMap<k8s.networking.v1.NetworkPolicy, Spec>();

function withSpec(networkPolicy: k8s.networking.v1.NetworkPolicy, spec: Spec): k8s.networking.v1.NetworkPolicy {
    specs.set(networkPolicy, spec);
    return networkPolicy;
}

/** A text that changes with the gateway's policies. */
export function policiesContent(build: Build): pulumi.Output<string> {
    const keys = [
        "defaultDenyPolicy",
        "clusterPolicy",
        "dnsPolicy",
        "publicPolicy",
        "adminPolicy",
        "checkPolicy",
        "destinationsPolicy",
        "egressPolicy",
    ] as const;
    const policies = keys.flatMap((key) => build.get(key) ?? []);
    return pulumi.all(policies.map((networkPolicy) => specs.get(networkPolicy))).apply((all) => JSON.stringify(all));
}

function gatewayPods({ scope }: Build) {
    return { matchLabels: scope.selector };
}

function checkPods({ scope }: Build) {
    return { matchLabels: clusterCheckLabels(scope.selector) };
}

/** The peers of the admin port: those in the arguments, and the pod of the cluster check. */
function adminRules(
    { httpPorts }: Scope,
    { networkPolicy, clusterCheck }: GatewayArgs,
    checkPods: k8s.types.input.meta.v1.LabelSelector,
): k8s.types.input.networking.v1.NetworkPolicyIngressRule[] {
    const { adminFrom = [] } = networkPolicy ?? {};
    return [
        ...(adminFrom.length > 0 ? [{ from: adminFrom, ports: tcpPorts(httpPorts.admin, httpPorts.adminTls) }] : []),
        ...(clusterCheck ? [{ from: [{ podSelector: checkPods }], ports: tcpPorts(httpPorts.admin) }] : []),
    ];
}

/** The destinations that RIG's settings imply. */
function settingsDestinations({ image, settings = {}, extraEnv = {} }: GatewayArgs): pulumi.Output<Destination[]> {
    const plainEnv = Object.fromEntries(
        Object.entries(extraEnv).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
    );
    return pulumi
        .all([pulumi.all(settings), pulumi.all(plainEnv)])
        .apply(([texts, environment]) => impliedDestinations(texts, environment, catalogueOf(image)));
}

/** The policy rule of an argument, in which a port number is a text. */
function policyRule({ to, ports: rulePorts }: EgressRule): PolicyRule {
    return { ...(to && { to }), ...(rulePorts && { ports: rulePorts.map(policyPort) }) };
}

function policyPort({ port, ...others }: EgressPort) {
    return port === undefined
        ? others
        : { ...others, port: pulumi.output(port).apply((text) => (/^\d+$/.test(text) ? Number(text) : text)) };
}

/** A policy knows addresses only, so a host name opens its port to all addresses. */
function egressRule({ address, port, protocol }: Destination): PolicyRule {
    return {
        ...(address === undefined
            ? {}
            : { to: [{ ipBlock: { cidr: `${address}/${address.includes(":") ? 128 : 32}` } }] }),
        ports: [{ protocol, port }],
    };
}
