import { IssuerKind, type IssuerArgs } from "../components/args";
import { defaultName, objectNames } from "../components/model/names";
import { tlsKeys } from "../components/model/variableSources";
import { isRecord } from "../components/validation/record";
import { expiredOn, isCertificateChain, isEncryptedKey, isPair, isPrivateKey } from "../components/validation/pem";
import { configuredVariables, tlsVariables } from "../components/rig/configuredVariables";
import { objectProblem, type DesiredState } from "../deployed/desiredState";
import { isOwn } from "../deployed/ownership";
import { isInUse, type KeysInUse } from "../deployed/keysInUse";
import type { ClusterReader, FoundObject } from "../kubernetes/reader";
import { absenceFindings, allFindings, contentFindings, type Findings } from "./findings";

/** Checks the certificate in `tls.existingSecret`, or that `tls.issuer` can issue one. */
export async function tlsFindings(reader: ClusterReader, desired: DesiredState, inUse: KeysInUse): Promise<Findings> {
    const { existingSecret, issuer } = desired.gateway.tls ?? {};
    return allFindings([
        ...(existingSecret === undefined ? [] : [await secretFindings(reader, existingSecret, desired, inUse)]),
        ...(issuer === undefined
            ? []
            : [await issuerFindings(reader, issuer, desired), await targetFindings(reader, desired, inUse)]),
    ]);
}

async function secretFindings(
    reader: ClusterReader,
    name: string,
    { namespace, gateway }: DesiredState,
    inUse: KeysInUse,
): Promise<Findings> {
    const reference = { apiVersion: "v1", kind: "Secret", name, namespace };
    const found = await reader.find(reference);
    const isUsed = isCertificateInUse(inUse, name);
    if (found === "absent") {
        const message = "it doesn't exist, and tls.existingSecret names it. Make it first: kubectl create secret tls.";
        return absenceFindings(objectProblem(reference, message), isUsed);
    }
    const message = found === "forbidden" ? undefined : certificateProblem(found, gateway);
    return contentFindings(message === undefined ? [] : [objectProblem(reference, message)], isUsed);
}

/** Whether the pods take their certificate and its key from the Secret already. */
function isCertificateInUse(inUse: KeysInUse, secret: string): boolean {
    return tlsVariables.every((variable, index) =>
        isInUse(inUse, variable, { kind: "Secret", name: secret, key: tlsKeys[index] ?? "" }),
    );
}

function certificateProblem({ data }: FoundObject, gateway: DesiredState["gateway"]): string | undefined {
    const [certificate, key] = tlsKeys.map((name) => Buffer.from(data[name] ?? "", "base64").toString());
    if (certificate === undefined || !isCertificateChain(certificate)) {
        return "it has no certificate under tls.crt. Make it with: kubectl create secret tls.";
    }
    if (key === undefined || !isPrivateKey(key) || isPair(certificate, key) === false) {
        return "what it has under tls.key (not shown) isn't the private key of tls.crt. Make it with: kubectl create secret tls.";
    }
    if (isEncryptedKey(key) && !configuredVariables(gateway).has("HTTPS_KEYFILE_PASS")) {
        return "the key under tls.key is encrypted, and HTTPS_KEYFILE_PASS isn't set in secretSettings.";
    }
    const expired = expiredOn(certificate);
    return expired === undefined ? undefined : `the certificate under tls.crt has expired: ${expired}. Renew it.`;
}

const certificateDefinition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    name: "certificates.cert-manager.io",
};

async function issuerFindings(
    reader: ClusterReader,
    { name, kind = IssuerKind.Issuer }: IssuerArgs,
    desired: DesiredState,
): Promise<Findings> {
    const { namespace, gateway } = desired;
    if ((await reader.find(certificateDefinition)) === "absent") {
        const message = "it doesn't exist, and tls.issuer needs it: cert-manager isn't installed. Install it first.";
        return { problems: [objectProblem(certificateDefinition, message)], warnings: [] };
    }
    const inNamespace = kind === IssuerKind.Issuer ? { namespace } : {};
    const reference = { apiVersion: "cert-manager.io/v1", kind, name, ...inNamespace };
    if ((await reader.find(reference)) !== "absent") {
        return { problems: [], warnings: [] };
    }
    const problem = objectProblem(reference, "it doesn't exist, and tls.issuer names it. Make it first.");
    const { certificate } = objectNames(gateway.name ?? defaultName);
    const existing = await reader.find({
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        name: certificate,
        namespace,
    });
    const issuer = typeof existing === "object" && isOwn(existing, desired) ? existing.spec?.issuerRef : undefined;
    const isInCertificate = isRecord(issuer) && issuer.name === name && issuer.kind === kind;
    const warning = `${problem.message} The gateway's Certificate names it already, so this update goes on, but the certificate can't be renewed.`;
    return isInCertificate
        ? { problems: [], warnings: [{ ...problem, message: warning }] }
        : { problems: [problem], warnings: [] };
}

/** A problem when cert-manager would overwrite someone else's Secret with the certificate. */
async function targetFindings(
    reader: ClusterReader,
    { namespace, gateway }: DesiredState,
    inUse: KeysInUse,
): Promise<Findings> {
    const { certificate } = objectNames(gateway.name ?? defaultName);
    const reference = { apiVersion: "v1", kind: "Secret", name: certificate, namespace };
    const found = await reader.find(reference);
    if (typeof found === "string" || found.annotations?.[certificateNameAnnotation] === certificate) {
        return { problems: [], warnings: [] };
    }
    const message =
        "it exists already and isn't this gateway's, and cert-manager would overwrite it. To use it as it is, " +
        "name it in tls.existingSecret, without tls.issuer; else delete it, or choose another name or namespace.";
    return contentFindings([objectProblem(reference, message)], isCertificateInUse(inUse, certificate));
}

/** Annotation of a Secret by cert-manager: the Certificate for which it made the Secret. */
const certificateNameAnnotation = "cert-manager.io/certificate-name";
