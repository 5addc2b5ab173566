import assert from "node:assert/strict";
import * as v from "valibot";
import { labelValue, qualifiedName } from "../../../../components/validation/kubernetes/labels";
import { dataKey, dnsLabel, dnsName, serviceName } from "../../../../components/validation/kubernetes/names";
import { networkPolicyEgressRule, networkPolicyPeer } from "../../../../components/validation/kubernetes/networkPolicy";
import { resources } from "../../../../components/validation/kubernetes/resources";
import { affinity, toleration } from "../../../../components/validation/kubernetes/scheduling";

interface Row {
    readonly schema: v.GenericSchema;
    readonly good: readonly unknown[];
    readonly bad: readonly unknown[];
}

const table: Record<string, Row> = {
    "a Service's name": {
        schema: serviceName,
        good: ["rig", "a-1"],
        bad: ["", "1a", "A", "a-", "a_b", "a.b", 3],
    },
    "a namespace": {
        schema: dnsLabel,
        good: ["rig-dev", "1a"],
        bad: ["", "a.b", "-a", "a-", "a".repeat(64)],
    },
    "a DNS name": {
        schema: dnsName,
        good: ["a", "cluster.local"],
        bad: ["", "a.", ".a", "A.b", "a..b", "a_b"],
    },
    "a data key": { schema: dataKey, good: ["cookie", "a.b_c-D"], bad: ["", ".", "..", "a/b", "a b"] },
    "a qualified name": {
        schema: qualifiedName,
        good: ["team", "example.com/team", "a_b.c-D", "a".repeat(63)],
        bad: ["", "/a", "a/", "a/b/c", "Example.com/a", "-a", "a".repeat(64), "a b"],
    },
    "a label's value": {
        schema: labelValue,
        good: ["", "a", "A_b.c-1"],
        bad: ["-a", "a b", "a".repeat(64), 1, true],
    },
    resources: {
        schema: resources,
        good: [
            {},
            { limits: { "example.com/gpu": 1, "hugepages-2Mi": "4Mi", "ephemeral-storage": "1Gi" } },
            { requests: { cpu: "250m" } },
            { limits: { memory: "1Gi", cpu: 2 } },
            { limits: { memory: "129e6", cpu: "2E0" } },
        ],
        bad: [
            { requests: { cpu: "lots" } },
            { limit: {} },
            { limits: { memory: true } },
            { limits: "1Gi" },
            { limits: { mem: "1Gi" } },
            { requests: { cpu: "0.5m" } },
        ],
    },
    "a toleration": {
        schema: toleration,
        good: [
            { operator: "Exists" },
            { key: "a", value: "b", effect: "NoSchedule" },
            { key: "a", operator: "Exists", effect: "NoExecute", tolerationSeconds: 30 },
        ],
        bad: [
            {},
            { key: "a", operator: "Exist" },
            { key: "a", operator: "Exists", value: "b" },
            { key: "a", effect: "NoSchedule", tolerationSeconds: 30 },
            { key: "a", effects: "NoSchedule" },
        ],
    },
    affinity: {
        schema: affinity,
        good: [
            {},
            {
                nodeAffinity: {
                    requiredDuringSchedulingIgnoredDuringExecution: {
                        nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Gt", values: ["3"] }] }],
                    },
                    preferredDuringSchedulingIgnoredDuringExecution: [
                        {
                            weight: 1,
                            preference: { matchFields: [{ key: "metadata.name", operator: "In", values: ["n"] }] },
                        },
                    ],
                },
                podAntiAffinity: {
                    requiredDuringSchedulingIgnoredDuringExecution: [
                        {
                            topologyKey: "kubernetes.io/hostname",
                            matchLabelKeys: ["a"],
                            labelSelector: { matchLabels: { a: "b" } },
                        },
                    ],
                },
            },
        ],
        bad: [
            { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
            { nodeAffinity: { required: {} } },
            {
                nodeAffinity: {
                    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, preference: {} }],
                },
            },
            { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {} }] } },
            {
                nodeAffinity: {
                    requiredDuringSchedulingIgnoredDuringExecution: {
                        nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "In" }] }],
                    },
                },
            },
        ],
    },
    "a policy's peer": {
        schema: networkPolicyPeer,
        good: [
            { podSelector: {} },
            { namespaceSelector: { matchLabels: { a: "b" } }, podSelector: {} },
            { ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } },
            { ipBlock: { cidr: "fd00::/8" } },
            { ipBlock: { cidr: "0.0.0.0/0", except: ["10.128.0.0/9", "10.1.2.3/32"] } },
            { ipBlock: { cidr: "::/0", except: ["2001:db8:0:8000::/49", "fd00::1.2.3.4/127"] } },
        ],
        bad: [
            {},
            { ipBlock: { cidr: "10.0.0.0" } },
            { ipBlock: { cidr: "10.0.0.0/33" } },
            { ipBlock: { cidr: "10.1.2.3/8" } },
            { ipBlock: { cidr: "0.0.0.1/0" } },
            { ipBlock: { cidr: "fd00::1/64" } },
            { ipBlock: { cidr: "2001:db8:0:8000::/48" } },
            { ipBlock: { cidr: "::ffff:10.0.0.0/104" } },
            { ipBlock: { cidr: "0:0:0:0:0:ffff:a00:0/104" } },
            { ipBlock: { cidr: "10.0.0.0/08" } },
            { ipBlock: { cidr: "010.0.0.0/8" } },
            { ipBlock: { cidr: "10.0/16" } },
            { ipBlock: { cidr: "host/8" } },
            { ipBlock: { cidr: "fe80::1%eth0/64" } },
            { ipBlock: { cidr: "10.0.0.0/8", except: ["11.0.0.0/16"] } },
            { ipBlock: { cidr: "10.0.0.0/8", except: ["10.0.0.0/8"] } },
            { ipBlock: { cidr: "10.0.0.0/8", except: ["fd00::/16"] } },
            { ipBlock: { cidr: "10.0.0.0/8" }, podSelector: {} },
            { podSelector: { matchExpressions: [{ key: "a", operator: "Exists", values: ["b"] }] } },
        ],
    },
    "an egress rule": {
        schema: networkPolicyEgressRule,
        good: [
            {},
            {
                to: [{ podSelector: {} }],
                ports: [
                    { port: 443 },
                    { port: "dns", protocol: "UDP" },
                    { port: 1, endPort: 9 },
                    { port: "443", endPort: 444 },
                ],
            },
        ],
        bad: [
            { from: [] },
            { ports: [{ port: 0 }] },
            { ports: [{ port: 70000 }] },
            { ports: [{ port: "70000" }] },
            { ports: [{ port: "443", endPort: 9 }] },
            { ports: [{ port: "Not A Name" }] },
            { ports: [{ port: 9, endPort: 1 }] },
            { ports: [{ port: "dns", endPort: 9 }] },
            { ports: [{ port: 1, protocol: "tcp" }] },
        ],
    },
};

describe("Kubernetes' own shapes", () => {
    for (const [name, { schema, good, bad }] of Object.entries(table)) {
        it(`${name}: what is right is taken, what is wrong is refused`, () => {
            for (const value of good) {
                const { issues } = v.safeParse(schema, value);
                assert.equal(issues, undefined, JSON.stringify([value, issues?.map(({ message }) => message)]));
            }
            for (const value of bad) {
                assert.ok(!v.is(schema, value), JSON.stringify(value));
            }
        });
    }
});
