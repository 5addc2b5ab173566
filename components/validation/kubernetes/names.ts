import { object, text } from "../primitives";

// The schemas of this folder refuse what the API server would refuse halfway through a deployment.

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

/** A name and key in a Secret or ConfigMap. */
export const keyReference = object({ name: objectName("the object"), key: dataKey });
