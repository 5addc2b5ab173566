import * as v from "valibot";
import { Method, PullPolicy, ServiceType } from "../args";
import { allowedCookie, isUsableCookie } from "../plan/cookie";
import { fullName, longestFullName } from "../plan/naming";
import { longestValue, variablePattern } from "../plan/variables";
import * as kubernetes from "./kubernetes";
import {
    flag,
    input,
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
} from "./leaves";

const name = v.pipe(
    kubernetes.serviceName,
    v.check(
        (value) => fullName(value).length <= longestFullName,
        refusal("at most 25 characters, so that all names fit into 63"),
    ),
);

/** Name of an environment variable. */
export const variableName = text(variablePattern, "letters, digits and '_', no digit first");

/** Text of an environment variable. */
export const variableText = v.pipe(
    nonEmptyText(),
    v.check(
        (value) => Buffer.byteLength(value) <= longestValue && !value.includes("\0"),
        `the value is too long or holds a zero byte. Allowed: at most ${longestValue} bytes, Linux's limit.`,
    ),
);

const secretVariableText = secretText(
    (value) => value !== "" && Buffer.byteLength(value) <= longestValue && !value.includes("\0"),
    `a text that is not empty, of at most ${longestValue} bytes`,
);

const envSource = v.pipe(
    object({
        value: v.optional(input(variableText)),
        secret: v.optional(kubernetes.keyReference),
        configMap: v.optional(kubernetes.keyReference),
    }),
    v.check(
        (source) => [source.value, source.secret, source.configMap].filter((each) => each !== undefined).length === 1,
        "exactly one of value, secret and configMap is needed.",
    ),
);

/** The Erlang cookie's text. */
export const cookieText = secretText(isUsableCookie, allowedCookie);

/** The schema of every argument of a gateway, by its name. */
export const gatewayEntries = {
    namespace: input(kubernetes.dnsLabel),
    createNamespace: v.optional(flag()),
    name: v.optional(name),
    protect: v.optional(flag()),
    method: v.optional(oneOf(Object.values(Method), "helm is not available yet")),
    replicas: v.optional(wholeNumber(1, 100)),
    serviceType: v.optional(oneOf(Object.values(ServiceType))),
    nodeAddress: v.optional(text(/^[A-Za-z0-9.:-]+$/, "a host name or an address, without scheme and port")),
    image: v.optional(
        object({
            repository: v.optional(
                input(text(/^[a-z0-9][a-z0-9._/:-]*$/, "an image name in lower case, without tag and digest")),
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
            pullSecrets: v.optional(list(kubernetes.dnsName, "names of Secrets")),
        }),
    ),
    cookie: v.optional(
        object({
            value: v.optional(input(cookieText)),
            existingSecret: v.optional(kubernetes.keyReference),
        }),
    ),
    clusterDomain: v.optional(kubernetes.dnsName),
    settings: v.optional(map(variableName, input(variableText), "RIG's variables to their texts")),
    secretSettings: v.optional(map(variableName, input(secretVariableText), "RIG's variables to their texts")),
    extraEnv: v.optional(map(variableName, envSource, "variable names to where their values come from")),
    resources: v.optional(kubernetes.resources),
    nodeSelector: v.optional(kubernetes.labelMap),
    tolerations: v.optional(shape(list(kubernetes.toleration, "tolerations"))),
    affinity: v.optional(shape(kubernetes.affinity)),
    priorityClassName: v.optional(kubernetes.dnsName),
    podAnnotations: v.optional(map(kubernetes.qualifiedName, v.string("is not a text."), "names to texts")),
    labels: v.optional(kubernetes.labelMap),
    networkPolicy: v.optional(
        object({
            enabled: v.optional(flag()),
            publicFrom: v.optional(shape(kubernetes.networkPolicyPeers)),
            adminFrom: v.optional(shape(kubernetes.networkPolicyPeers)),
            egressTo: v.optional(shape(list(kubernetes.networkPolicyEgressRule, "NetworkPolicy egress rules"))),
            dns: v.optional(shape(kubernetes.networkPolicyEgressRule)),
        }),
    ),
    minReadySeconds: v.optional(wholeNumber(0, 3600, "seconds")),
    deployTimeout: v.optional(wholeNumber(10, 24 * 3600, "seconds")),
    target: v.optional(object({ context: v.string(), server: v.string() })),
};
