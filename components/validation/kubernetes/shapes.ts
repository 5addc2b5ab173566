import { BlockList, isIP } from "node:net";
import * as v from "valibot";
import { canonicalQuantity, isQuantity } from "./quantity";
import { list, map, nonEmptyText, object, oneOf, refusal, text, wholeNumber } from "../primitives";

// Kubernetes' own shapes, as far as a gateway's configuration takes them: what the API server would refuse halfway
// through a deployment is refused here, before it starts.

/** A DNS label as Services need it. */
export const serviceName = text(
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    "lower-case letters, digits and '-', a letter first, no '-' last",
);

/** A DNS label of at most 63 characters: a namespace. */
export const dnsLabel = text(
    /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    "lower-case letters, digits and '-', at most 63 characters, no '-' first or last",
);

const dnsNamePattern = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A domain of at most 253 characters. */
export const dnsName = text(dnsNamePattern, "a DNS name in lower case without a dot at the end, such as cluster.local");

/**
 * The name of an object of one of most kinds.
 *
 * @param what The kind, with its article.
 */
export function objectName(what: string) {
    return text(dnsNamePattern, `the name of ${what}: lower-case letters, digits, '-' and '.'`);
}

/** A DNS name of a certificate, which may be a wildcard. */
export const certificateHost = text(
    /^(?=.{1,253}$)(\*\.)?(?=[^.]{1,63}(\.|$))[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.(?=[^.]{1,63}(\.|$))[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    "a DNS name in lower case, such as push.example.com or *.example.com",
);

/** Name of an environment variable. */
export const variableName = text(/^[A-Za-z_][A-Za-z0-9_]*$/, "letters, digits and '_', no digit first");

/** A key in a Secret or ConfigMap. */
export const dataKey = text(/^(?!\.\.?$)[-._A-Za-z0-9]{1,253}$/, "letters, digits, '-', '_' and '.'");

const qualifiedPattern =
    /^((?=.{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The key of a label or annotation. */
export const qualifiedName = text(
    qualifiedPattern,
    "a name of at most 63 letters, digits, '-', '_' and '.', with an optional domain and '/' before it",
);

/** The value of a label. */
export const labelValue = text(
    /^(?=.{0,63}$)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
    "at most 63 letters, digits, '-', '_' and '.', a letter or digit first and last; a number or true/false in quotes",
);

/** Labels by key. */
export const labelMap = map(qualifiedName, labelValue, "label names to label values");

const setOperator = oneOf(["In", "NotIn", "Exists", "DoesNotExist"]);

/** `values` belong to `In` and `NotIn` (and numeric operators), and to no other operator. */
function operatorHasValues(expression: { operator: string; values?: string[] | undefined }): boolean {
    const wanted = !["Exists", "DoesNotExist"].includes(expression.operator);
    return wanted === (expression.values !== undefined && expression.values.length > 0);
}

const operatorMessage = "values are needed with In, NotIn, Gt and Lt, and not allowed with Exists and DoesNotExist.";

const labelExpression = v.pipe(
    object({
        key: qualifiedName,
        operator: setOperator,
        values: v.optional(list(labelValue, "label values")),
    }),
    v.check((expression) => operatorHasValues(expression), operatorMessage),
);

const labelSelector = object({
    matchLabels: v.optional(labelMap),
    matchExpressions: v.optional(list(labelExpression, "expressions")),
});

const cidr = v.pipe(
    nonEmptyText(),
    v.check(isCidr, refusal("a range such as 10.0.0.0/8 or fd00::/8, with no bits set after the prefix")),
);

interface Range {
    readonly address: string;
    readonly bits: number;
    readonly family: "ipv4" | "ipv6";
}

function parseCidr(value: string): Range | undefined {
    const [address = "", bits = "", rest] = value.split("/");
    const version = address.includes("%") ? 0 : isIP(address);
    const wellFormed = version !== 0 && rest === undefined && /^(0|[1-9]\d*)$/.test(bits);
    return wellFormed && Number(bits) <= (version === 4 ? 32 : 128)
        ? { address, bits: Number(bits), family: version === 4 ? "ipv4" : "ipv6" }
        : undefined;
}

/** Whether it is a range that the API server takes: since 1.36 none with bits after the prefix, or of mapped IPv4. */
function isCidr(value: string): boolean {
    const range = parseCidr(value);
    if (range === undefined || /^::ffff:/i.test(value)) {
        return false;
    }
    const bitsAfter = (range.family === "ipv4" ? 32 : 128) - range.bits;
    return BigInt.asUintN(bitsAfter, addressBits(range)) === 0n;
}

function addressBits({ address, family }: Range): bigint {
    if (family === "ipv4") {
        return address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    }
    // A URL has IPv6 in its shortest form, without a dotted part.
    const [before = "", after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
    const groups = (text: string) => text.split(":").filter((group) => group !== "");
    const [first, last] = [groups(before), groups(after ?? "")];
    const zeros = Array.from({ length: 8 - first.length - last.length }, () => "0");
    return [...first, ...zeros, ...last].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function isStrictlyWithin(inner: string, outer: string): boolean {
    const [small, large] = [parseCidr(inner), parseCidr(outer)];
    if (small === undefined || large === undefined || small.family !== large.family || small.bits <= large.bits) {
        return false;
    }
    const range = new BlockList();
    range.addSubnet(large.address, large.bits, large.family);
    return range.check(small.address, small.family);
}

const ipBlock = v.pipe(
    object({ cidr, except: v.optional(list(cidr, "ranges")) }),
    v.check(
        (block) => (block.except ?? []).every((range) => isStrictlyWithin(range, block.cidr)),
        "every range under except has to be a smaller part of cidr.",
    ),
);

/** A NetworkPolicyPeer. */
export const networkPolicyPeer = v.pipe(
    object({
        ipBlock: v.optional(ipBlock),
        namespaceSelector: v.optional(labelSelector),
        podSelector: v.optional(labelSelector),
    }),
    v.check(
        (peer) =>
            (peer.ipBlock === undefined) !== (peer.namespaceSelector === undefined && peer.podSelector === undefined),
        "a peer is either an ipBlock, or a namespaceSelector, a podSelector or both.",
    ),
);

/** A TCP or UDP port. */
export const portNumber = wholeNumber(1, 65535);

/** A port's number, as a text, too; or its name. */
function isPolicyPort(port: string | number): boolean {
    return typeof port === "number" || /^\d+$/.test(port)
        ? v.is(portNumber, Number(port))
        : /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9](-?[a-z0-9])*$/.test(port);
}

const portRefusal = refusal("a port's number from 1 to 65535, or its name");

const policyPort = v.pipe(
    v.union([v.string(), v.number()], portRefusal),
    v.check(isPolicyPort, portRefusal),
    v.transform(String),
);

/** A port of a NetworkPolicy, with its number as a text, too. */
const networkPolicyPort = v.pipe(
    object({
        protocol: v.optional(oneOf(["TCP", "UDP", "SCTP"])),
        port: v.optional(policyPort),
        endPort: v.optional(portNumber),
    }),
    v.check(
        ({ port, endPort }) => endPort === undefined || (port !== undefined && endPort >= Number(port)),
        "endPort needs a port number that is not above it.",
    ),
);

/** Peers of a policy. */
export const networkPolicyPeers = list(networkPolicyPeer, "NetworkPolicy peers");

/** An egress rule of a NetworkPolicy. */
export const networkPolicyEgressRule = object({
    to: v.optional(networkPolicyPeers),
    ports: v.optional(list(networkPolicyPort, "NetworkPolicy ports")),
});

const quantityRefusal = refusal("a quantity such as 250m, 0.5, 256Mi or 1Gi");

const quantity = v.pipe(
    v.union([v.string(), v.number()], quantityRefusal),
    v.transform(String),
    v.check(isQuantity, quantityRefusal),
    v.transform(canonicalQuantity),
);

/** Kubernetes' own resources have no domain in their names; any other word without one is refused by the API server. */
const resourceName = text(
    /^(cpu|memory|ephemeral-storage|hugepages-[0-9]+[KMG]i|[a-z0-9][-a-z0-9.]*\/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/,
    "cpu, memory, ephemeral-storage, hugepages-2Mi and the like, or a name with a domain, such as example.com/gpu",
);

const quantities = v.pipe(
    map(resourceName, quantity, "resource names (cpu, memory) to quantities"),
    v.check(({ cpu = "1" }) => !/[nu]$/.test(cpu), "cpu can't be finer than 1m."),
);

/** ResourceRequirements: requests and limits. */
export const resources = object({ requests: v.optional(quantities), limits: v.optional(quantities) });

/** A Toleration. */
export const toleration = v.pipe(
    object({
        key: v.optional(qualifiedName),
        operator: v.optional(oneOf(["Equal", "Exists"])),
        value: v.optional(labelValue),
        effect: v.optional(oneOf(["NoSchedule", "PreferNoSchedule", "NoExecute"])),
        tolerationSeconds: v.optional(wholeNumber(0, 2 ** 31 - 1, "seconds")),
    }),
    v.check(
        ({ operator, value }) => operator !== "Exists" || value === undefined || value === "",
        "the operator Exists takes no value.",
    ),
    v.check(({ key, operator }) => key !== undefined || operator === "Exists", "without a key the operator is Exists."),
    v.check(
        ({ effect, tolerationSeconds }) => tolerationSeconds === undefined || effect === "NoExecute",
        "tolerationSeconds goes with the effect NoExecute only.",
    ),
);

const nodeSelectorExpression = v.pipe(
    object({
        key: qualifiedName,
        operator: oneOf(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]),
        values: v.optional(list(labelValue, "label values")),
    }),
    v.check((expression) => operatorHasValues(expression), operatorMessage),
    v.check(
        ({ operator, values }) =>
            !["Gt", "Lt"].includes(operator) || (values?.length === 1 && /^-?\d+$/.test(values[0] ?? "")),
        "the operators Gt and Lt take one whole number, as a text.",
    ),
);

const nodeFieldExpression = object({
    key: oneOf(["metadata.name"]),
    operator: oneOf(["In", "NotIn"]),
    values: v.pipe(list(nonEmptyText(), "node names"), v.length(1, "exactly one node name is allowed.")),
});

const nodeSelectorTerm = object({
    matchExpressions: v.optional(list(nodeSelectorExpression, "expressions")),
    matchFields: v.optional(list(nodeFieldExpression, "field expressions")),
});

const weight = wholeNumber(1, 100);

const podAffinityTerm = object({
    labelSelector: v.optional(labelSelector),
    namespaceSelector: v.optional(labelSelector),
    namespaces: v.optional(list(dnsLabel, "namespaces")),
    matchLabelKeys: v.optional(list(qualifiedName, "label names")),
    mismatchLabelKeys: v.optional(list(qualifiedName, "label names")),
    topologyKey: qualifiedName,
});

const podAffinity = object({
    requiredDuringSchedulingIgnoredDuringExecution: v.optional(list(podAffinityTerm, "pod affinity terms")),
    preferredDuringSchedulingIgnoredDuringExecution: v.optional(
        list(object({ weight, podAffinityTerm }), "weighted pod affinity terms"),
    ),
});

/** An Affinity. */
export const affinity = object({
    nodeAffinity: v.optional(
        object({
            requiredDuringSchedulingIgnoredDuringExecution: v.optional(
                object({
                    nodeSelectorTerms: v.pipe(
                        list(nodeSelectorTerm, "node selector terms"),
                        v.minLength(1, "at least one node selector term is needed."),
                    ),
                }),
            ),
            preferredDuringSchedulingIgnoredDuringExecution: v.optional(
                list(object({ weight, preference: nodeSelectorTerm }), "weighted node selector terms"),
            ),
        }),
    ),
    podAffinity: v.optional(podAffinity),
    podAntiAffinity: v.optional(podAffinity),
});

/** A name and key in a Secret or ConfigMap. */
export const keyReference = object({ name: objectName("the object"), key: dataKey });
