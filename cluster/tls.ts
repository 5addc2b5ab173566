import { IssuerKind, type IssuerArgs } from "../components/args";
import { defaultName, objectNames } from "../components/plan/naming";
import type { Problem } from "../components/problems";
import { expiredOn, isCertificateChain, isEncryptedKey, isPair, isPrivateKey } from "../components/settings/pem";
import { given } from "../components/settings/given";
import { objectProblem, type Expectation } from "./expectation";
import type { ClusterReader, FoundObject } from "./reader";

/** Checks the certificate that `tls` names, or that there is someone to issue one. */
export async function tlsProblems(reader: ClusterReader, expectation: Expectation): Promise<Problem[]> {
    const { existingSecret, issuer } = expectation.gateway.tls ?? {};
    return [
        ...(existingSecret === undefined ? [] : await secretProblems(reader, existingSecret, expectation)),
        ...(issuer === undefined
            ? []
            : [
                  ...(await issuerProblems(reader, issuer, expectation.namespace)),
                  ...(await targetProblems(reader, expectation)),
              ]),
    ];
}

async function secretProblems(
    reader: ClusterReader,
    name: string,
    { namespace, gateway }: Expectation,
): Promise<Problem[]> {
    const reference = { apiVersion: "v1", kind: "Secret", name, namespace };
    const found = await reader.find(reference);
    const message =
        found === "forbidden"
            ? undefined
            : found === "absent"
              ? "it doesn't exist, and tls.existingSecret names it. Make it first: kubectl create secret tls."
              : certificateProblem(found, gateway);
    return message === undefined ? [] : [objectProblem(reference, message)];
}

function certificateProblem({ data }: FoundObject, gateway: Expectation["gateway"]): string | undefined {
    const [certificate, key] = ["tls.crt", "tls.key"].map((name) => Buffer.from(data[name] ?? "", "base64").toString());
    if (certificate === undefined || !isCertificateChain(certificate)) {
        return "it has no certificate under tls.crt. Make it with: kubectl create secret tls.";
    }
    if (key === undefined || !isPrivateKey(key) || isPair(certificate, key) === false) {
        return "what it has under tls.key (not shown) isn't the private key of tls.crt. Make it with: kubectl create secret tls.";
    }
    if (isEncryptedKey(key) && !given(gateway).has("HTTPS_KEYFILE_PASS")) {
        return "the key under tls.key is encrypted, and HTTPS_KEYFILE_PASS isn't set in secretSettings.";
    }
    const expired = expiredOn(certificate);
    return expired === undefined ? undefined : `the certificate under tls.crt has expired: ${expired}. Renew it.`;
}

const certificates = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    name: "certificates.cert-manager.io",
};

async function issuerProblems(reader: ClusterReader, issuer: IssuerArgs, namespace: string): Promise<Problem[]> {
    if ((await reader.find(certificates)) === "absent") {
        const message = "it doesn't exist, and tls.issuer needs it: cert-manager isn't installed. Install it first.";
        return [objectProblem(certificates, message)];
    }
    const { name, kind = IssuerKind.Issuer } = issuer;
    const inNamespace = kind === IssuerKind.Issuer ? { namespace } : {};
    const reference = { apiVersion: "cert-manager.io/v1", kind, name, ...inNamespace };
    return (await reader.find(reference)) === "absent"
        ? [objectProblem(reference, "it doesn't exist, and tls.issuer names it. Make it first.")]
        : [];
}

/** A problem when cert-manager would put the certificate into a Secret of someone else, over what that has. */
async function targetProblems(reader: ClusterReader, { namespace, gateway }: Expectation): Promise<Problem[]> {
    const { certificate } = objectNames(gateway.name ?? defaultName);
    const reference = { apiVersion: "v1", kind: "Secret", name: certificate, namespace };
    const found = await reader.find(reference);
    if (typeof found === "string" || found.annotations?.[certificateName] === certificate) {
        return [];
    }
    const message =
        "it exists already and isn't this gateway's, and cert-manager would overwrite it. To use it as it is, " +
        "name it in tls.existingSecret, without tls.issuer; else delete it, or choose another name or namespace.";
    return [objectProblem(reference, message)];
}

/** Annotation by which cert-manager says which Certificate it has made a Secret for. */
const certificateName = "cert-manager.io/certificate-name";
