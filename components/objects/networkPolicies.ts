import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { EgressPort, EgressRule, GatewayArgs } from "../args";
import { egressVariables, impliedDestinations, type Destination } from "../model/egress";
import { clusterCheckLabels } from "../model/labels";
import { ports } from "../rig/ports";
import { catalogueOf } from "../rig/versions";
import { metadata, type Scope } from "./scope";
import { generatedName } from "./generatedName";

type Spec = pulumi.Input<k8s.types.input.networking.v1.NetworkPolicySpec>;
type PolicyRule = k8s.types.input.networking.v1.NetworkPolicyEgressRule;
type Purpose = keyof Scope["names"]["networkPolicies"];
type SettingsPurpose = keyof Scope["names"]["settingsPolicies"];

const clusterPolicyPorts = [
    { protocol: "TCP", port: ports.epmd },
    { protocol: "TCP", port: ports.distribution.first, endPort: ports.distribution.last },
];

/** What the operator takes away from the peers closes at once; ports follow from settings, and wait for the rollout. */
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
    const { to, ports: given } = givenRule(rule);
    if (to === undefined && given === undefined) {
        return [{ ports: dnsPorts }, { to: [dnsNamespaces], ports: namedDnsPorts }];
    }
    return [{ to, ports: given ?? [...dnsPorts, ...namedDnsPorts] }];
}

/**
 * The policies of one gateway's pods: nothing in and nothing out, but for what each further policy allows. None when
 * policies are switched off.
 */
export function networkPolicies(scope: Scope, gateway: GatewayArgs): k8s.networking.v1.NetworkPolicy[] {
    const args = gateway.networkPolicy ?? {};
    if (args.enabled === false) {
        return [];
    }
    const podSelector = { matchLabels: scope.selector };
    const checkPods = { matchLabels: clusterCheckLabels(scope.selector) };
    const policy = (purpose: Purpose, resourceName: string, spec: Spec, dependsOn: pulumi.Resource[] = []) =>
        new k8s.networking.v1.NetworkPolicy(
            `${scope.resourceName}-${resourceName}`,
            { metadata: metadata(scope, scope.names.networkPolicies[purpose]), spec },
            { ...scope.options, dependsOn },
        );
    // What follows from settings is another policy beside the old one, which the old pods need until they are gone.
    const succeeding = (purpose: SettingsPurpose, resourceName: string, spec: Spec, content: string) => {
        const { metadata, options } = generatedName(scope, scope.names.settingsPolicies[purpose], [content]);
        return new k8s.networking.v1.NetworkPolicy(
            `${scope.resourceName}-${resourceName}`,
            { metadata, spec },
            options,
        );
    };

    const policies = [
        policy("defaultDeny", "default-deny", { podSelector, policyTypes: ["Ingress", "Egress"] }),
        policy("cluster", "cluster-policy", {
            podSelector,
            policyTypes: ["Ingress", "Egress"],
            ingress: [{ from: [{ podSelector }], ports: clusterPolicyPorts }],
            egress: [{ to: [{ podSelector }], ports: clusterPolicyPorts }],
        }),
        policy("dns", "dns-policy", {
            podSelector,
            policyTypes: ["Egress"],
            egress: dnsRules(args.dns),
        }),
        succeeding(
            "public",
            "public-policy",
            {
                podSelector,
                policyTypes: ["Ingress"],
                ingress: [
                    {
                        from: args.publicFrom?.length ? args.publicFrom : undefined,
                        ports: tcpPorts(scope.httpPorts.public, scope.httpPorts.publicTls),
                    },
                ],
            },
            ingressPorts,
        ),
    ];
    const admin = adminRules(scope, gateway, checkPods);
    if (admin.length > 0) {
        const spec = { podSelector, policyTypes: ["Ingress"], ingress: admin };
        policies.push(succeeding("admin", "admin-policy", spec, ingressPorts));
    }
    if (gateway.clusterCheck) {
        policies.push(
            policy("check", "check-policy", {
                podSelector: checkPods,
                policyTypes: ["Ingress", "Egress"],
                egress: [...dnsRules(args.dns), { to: [{ podSelector }], ports: tcpPorts(scope.httpPorts.admin) }],
            }),
        );
    }
    const implied = settingsDestinations(gateway)?.apply((destinations) => destinations.map(egressRule));
    const destinations =
        implied === undefined
            ? []
            : [
                  succeeding(
                      "destinations",
                      "destinations-policy",
                      { podSelector, policyTypes: ["Egress"], egress: implied },
                      "spec.egress",
                  ),
              ];
    policies.push(...destinations);
    if (args.egressTo?.length) {
        const spec = { podSelector, policyTypes: ["Egress"], egress: args.egressTo.map(givenRule) };
        // It had the destinations, too: the ways stay open while it gives them up.
        policies.push(policy("egress", "egress-policy", spec, destinations));
    }
    return policies;
}

/** Who may use the admin port: those whom the arguments name, and the pod of the cluster check. */
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

/** What RIG's settings imply; undefined when no setting implies any. */
function settingsDestinations({
    image,
    settings = {},
    extraEnv = {},
}: GatewayArgs): pulumi.Output<Destination[]> | undefined {
    if (!Object.keys(settings).some((name) => egressVariables.includes(name))) {
        return undefined;
    }
    const plainEnv = Object.fromEntries(
        Object.entries(extraEnv).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
    );
    return pulumi
        .all([pulumi.all(settings), pulumi.all(plainEnv)])
        .apply(([texts, environment]) => impliedDestinations(texts, environment, catalogueOf(image)));
}

/** A rule as it is given: a port's number is a text there. */
function givenRule({ to, ports: given }: EgressRule): PolicyRule {
    return { ...(to && { to }), ...(given && { ports: given.map(givenPort) }) };
}

function givenPort({ port, ...others }: EgressPort) {
    return port === undefined
        ? others
        : { ...others, port: pulumi.output(port).apply((text) => (/^\d+$/.test(text) ? Number(text) : text)) };
}

/** A policy knows addresses only: a host name opens its port to everywhere. */
function egressRule({ address, port, protocol }: Destination): PolicyRule {
    return {
        ...(address === undefined
            ? {}
            : { to: [{ ipBlock: { cidr: `${address}/${address.includes(":") ? 128 : 32}` } }] }),
        ports: [{ protocol, port }],
    };
}
