import { isIP } from "node:net";
import * as v from "valibot";
import {
    AdoptionStep,
    IssuerKind,
    Method,
    PullPolicy,
    ServiceType,
    type ChartArgs,
    type CookieArgs,
    type DisruptionBudgetArgs,
    type EnvSource,
    type GatewayArgs,
    type ImageArgs,
    type InstanceArgs,
    type IssuerArgs,
    type NetworkPolicyArgs,
    type ObjectNameArgs,
    type ReadinessProbeArgs,
    type RunAsArgs,
    type RunningArgs,
    type Target,
    type TlsArgs,
} from "../../args";
import { allowedCookie, isUsableCookie } from "../../model/cookie";
import { groupVariables } from "../../model/consumerGroups";
import { fullName, longestFullName } from "../../model/names";
import { fitsVariable, longestValue } from "../../rig/limits";
import { variableEntries } from "../../rig/variableSchema";
import { defaultCatalogue } from "../../rig/versions";
import { autoscaling } from "./autoscaling";
import { labelMap, qualifiedName } from "../../validation/kubernetes/labels";
import {
    certificateHost,
    dnsLabel,
    dnsName,
    keyReference,
    objectName,
    serviceName,
    variableName,
} from "../../validation/kubernetes/names";
import { networkPolicyEgressRule, networkPolicyPeers } from "../../validation/kubernetes/networkPolicy";
import { resources } from "../../validation/kubernetes/resources";
import { affinity, toleration } from "../../validation/kubernetes/scheduling";
import {
    flag,
    input,
    isTree,
    list,
    map,
    nonEmptyText,
    object,
    oneOf,
    refusal,
    secretText,
    shape,
    text,
    wholeNumber,
} from "../../validation/primitives";

/** A schema for each property of the type: the compiler refuses one that is missing, and one too many. */
type Entries<T> = Record<keyof T, v.GenericSchema>;

const name = v.pipe(
    serviceName,
    v.check(
        (value) => fullName(value).length <= longestFullName,
        refusal("at most 25 characters, so that all names fit into 63"),
    ),
);

const existingServiceName = v.pipe(
    serviceName,
    v.maxLength(63, refusal("at most 63 characters, as Kubernetes takes for a Service")),
);

/** Text of an environment variable; it may be empty. */
export const environmentText = v.pipe(
    v.string(refusal("a text")),
    v.check(
        fitsVariable,
        `the value is too long or holds a zero byte. Allowed: at most ${longestValue} bytes, Linux's limit.`,
    ),
);

const envSource = v.pipe(
    object({
        value: v.optional(input(environmentText)),
        existingSecret: v.optional(keyReference),
        existingConfigMap: v.optional(keyReference),
    } satisfies Entries<EnvSource>),
    v.check(
        (source) => Object.values(source).filter((each) => each !== undefined).length === 1,
        "exactly one of value, existingSecret and existingConfigMap is needed.",
    ),
);

/** The Erlang cookie's text. */
export const cookieText = secretText(isUsableCookie, allowedCookie);

/** Number of the cookie. */
export const cookieRotation = wholeNumber(0, 1_000_000);

const imagePart = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

/** A registry is told from the first part of a name by its dot or port. */
const imageName = new RegExp(
    `^(?:(?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+|[A-Za-z0-9-]+(?=:))(?::\\d+)?/)?${imagePart}(?:/${imagePart})*$`,
);

const hostName = /^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$/;

const nodeAddress = v.pipe(
    v.string(refusal("a host name or an address")),
    v.check(
        (value) => isIP(value) !== 0 || hostName.test(value),
        refusal("a host name or an address, without scheme and port"),
    ),
);

const highestId = 2 ** 31 - 1;

const groupId = wholeNumber(0, highestId);

const runAs = v.pipe(
    object({
        user: v.optional(wholeNumber(1, highestId, "0 is root, and no pod runs as root")),
        group: v.optional(groupId),
        fsGroup: v.optional(groupId),
        assignedByPlatform: v.optional(flag()),
    } satisfies Entries<RunAsArgs>),
    v.check(
        ({ assignedByPlatform = false, ...ids }) =>
            !assignedByPlatform || Object.values(ids).every((id) => id === undefined),
        "assignedByPlatform leaves user, group and fsGroup to the platform. Leave out either it or them.",
    ),
);

const chart = object({
    repository: v.optional(text(/^(https?|oci):\/\/[^\s/]+\S*$/, "a URL that starts with https:// or oci://")),
    name: v.optional(text(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "a chart's name, without repository and version")),
    // No range: what it means would change without a change of the configuration.
    version: v.optional(
        text(/^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/, "an exact version such as 2.1.3"),
    ),
    path: v.optional(nonEmptyText()),
    values: v.optional(
        v.pipe(
            v.custom<unknown>((values) => isTree(values), "something in it holds itself. Allowed: plain values."),
            map(v.string(), v.unknown(), "the chart's values to what they are set to"),
        ),
    ),
} satisfies Entries<ChartArgs>);

const annotations = map(qualifiedName, v.string(refusal("a text; a number or true/false in quotes")), "names to texts");

const podsAllowed = 'a number of pods from 0 to 100, or a percentage such as "50%"';

/** Configuration and JavaScript may have a number. */
const podCount = v.pipe(
    v.union([v.string(), v.number()], refusal(podsAllowed)),
    v.transform(String),
    v.regex(/^(\d{1,2}|100)%?$/, refusal(podsAllowed)),
);

const disruptionBudget = v.pipe(
    object({
        minAvailable: v.optional(podCount),
        maxUnavailable: v.optional(podCount),
    } satisfies Entries<DisruptionBudgetArgs>),
    v.check(
        ({ minAvailable, maxUnavailable }) => (minAvailable === undefined) !== (maxUnavailable === undefined),
        "exactly one of minAvailable and maxUnavailable is needed.",
    ),
);

const brokerGroups = map(
    oneOf(groupVariables),
    text(/^\S+$/, "a group's name, without spaces"),
    "RIG's variables to names of groups",
);

/** The schema of every argument of a gateway, by its name. */
export const gatewayEntries = {
    namespace: input(dnsLabel),
    createNamespace: v.optional(flag()),
    name: v.optional(name),
    instance: v.optional(
        object({
            project: v.optional(nonEmptyText()),
            stack: v.optional(nonEmptyText()),
        } satisfies Entries<InstanceArgs>),
    ),
    owner: v.optional(input(nonEmptyText())),
    objectNames: v.optional(
        object({
            deployment: v.optional(objectName("a Deployment")),
            service: v.optional(existingServiceName),
            headlessService: v.optional(existingServiceName),
        } satisfies Entries<ObjectNameArgs>),
    ),
    adopt: v.optional(oneOf(Object.values(AdoptionStep))),
    protect: v.optional(flag()),
    method: v.optional(oneOf(Object.values(Method))),
    chart: v.optional(chart),
    replicas: v.optional(wholeNumber(0, 100)),
    autoscaling: v.optional(autoscaling),
    serviceType: v.optional(oneOf(Object.values(ServiceType))),
    nodeAddress: v.optional(nodeAddress),
    image: v.optional(
        object({
            repository: v.optional(
                input(
                    text(imageName, "an image name in lower case, with or without a registry, without tag and digest"),
                ),
            ),
            tag: v.optional(
                input(
                    text(
                        /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
                        "an image tag, as a text: in quotes when it looks like a number",
                    ),
                ),
            ),
            digest: v.optional(input(text(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hexadecimal digits"))),
            pullPolicy: v.optional(oneOf(Object.values(PullPolicy))),
            pullSecrets: v.optional(list(objectName("a Secret"), "names of Secrets")),
        } satisfies Entries<ImageArgs>),
    ),
    cookie: v.optional(
        object({
            value: v.optional(input(cookieText)),
            existingSecret: v.optional(keyReference),
            rotation: v.optional(cookieRotation),
        } satisfies Entries<CookieArgs>),
    ),
    running: v.optional(
        object({
            cookieRotation: v.optional(cookieRotation),
            rotating: v.optional(flag()),
            cookieSecret: v.optional(keyReference),
            cookie: v.optional(input(v.string())),
            cookieLost: v.optional(flag()),
            cookieFingerprint: v.optional(v.string()),
            argumentsFingerprint: v.optional(v.string()),
        } satisfies Entries<RunningArgs>),
    ),
    clusterDomain: v.optional(dnsName),
    ...variableEntries(defaultCatalogue),
    brokerGroups: v.optional(brokerGroups),
    tls: v.optional(
        object({
            existingSecret: v.optional(objectName("a TLS Secret")),
            issuer: v.optional(
                object({
                    name: objectName("an issuer"),
                    kind: v.optional(oneOf(Object.values(IssuerKind))),
                } satisfies Entries<IssuerArgs>),
            ),
            hosts: v.optional(
                v.pipe(
                    list(certificateHost, "DNS names"),
                    v.minLength(1, refusal("a list with at least one DNS name; leave the key out for the default")),
                ),
            ),
        } satisfies Entries<TlsArgs>),
    ),
    extraEnv: v.optional(map(variableName, envSource, "variable names to where their values come from")),
    resources: v.optional(resources),
    runAs: v.optional(runAs),
    nodeSelector: v.optional(labelMap),
    tolerations: v.optional(shape(list(toleration, "tolerations"))),
    affinity: v.optional(shape(affinity)),
    priorityClassName: v.optional(objectName("a PriorityClass")),
    podAnnotations: v.optional(annotations),
    serviceAnnotations: v.optional(annotations),
    labels: v.optional(labelMap),
    networkPolicy: v.optional(
        object({
            enabled: v.optional(flag()),
            publicFrom: v.optional(shape(networkPolicyPeers)),
            adminFrom: v.optional(shape(networkPolicyPeers)),
            egressTo: v.optional(shape(list(networkPolicyEgressRule, "NetworkPolicy egress rules"))),
            dns: v.optional(shape(networkPolicyEgressRule)),
        } satisfies Entries<NetworkPolicyArgs>),
    ),
    clusterCheck: v.optional(flag()),
    clusterCheckResources: v.optional(resources),
    readinessProbe: v.optional(
        object({
            initialDelaySeconds: v.optional(wholeNumber(0, 3600, "seconds")),
        } satisfies Entries<ReadinessProbeArgs>),
    ),
    disruptionBudget: v.optional(disruptionBudget),
    minReadySeconds: v.optional(wholeNumber(0, 3600, "seconds")),
    deployTimeout: v.optional(wholeNumber(10, 24 * 3600, "seconds")),
    target: v.optional(object({ context: v.string(), server: v.string() } satisfies Entries<Target>)),
} satisfies Entries<GatewayArgs>;
