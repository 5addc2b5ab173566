import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";

/** Whether the text is the content of a PEM file, and not the path of one. */
export function isPem(text: string): boolean {
    return text.includes("-----BEGIN ");
}

/** The number of certificates and keys in the text. */
export function pemBlocks(text: string): number {
    return text.split("-----BEGIN ").length - 1;
}

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

function certificates(pem: string): string[] {
    return pem.match(certificateBlock) ?? [];
}

/** The first certificate of a chain, which belongs to the key. */
export function firstCertificate(pem: string): X509Certificate {
    return new X509Certificate(certificates(pem)[0] ?? "");
}

/** The date on which the first certificate expired; undefined if it is still valid. */
export function expiredOn(pem: string): string | undefined {
    const { validTo } = firstCertificate(pem);
    return Date.parse(validTo) < Date.now() ? validTo : undefined;
}

function succeeds(attempt: () => unknown): boolean {
    try {
        attempt();
        return true;
    } catch {
        return false;
    }
}

/** Whether the text has at least one certificate, only valid ones, and no private key. */
export function isCertificateChain(pem: string): boolean {
    const found = certificates(pem);
    return (
        found.length > 0 &&
        !pem.includes("PRIVATE KEY-----") &&
        found.length === pem.split("-----BEGIN CERTIFICATE-----").length - 1 &&
        found.every((block) => succeeds(() => new X509Certificate(block)))
    );
}

/** Whether a passphrase protects the private key. */
export function isEncryptedKey(pem: string): boolean {
    return /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem);
}

/** Whether the text is a valid private key. An encrypted key counts as valid. */
export function isPrivateKey(pem: string): boolean {
    return pem.includes("PRIVATE KEY-----") && (isEncryptedKey(pem) || succeeds(() => createPrivateKey(pem)));
}

/** Whether the text is an RSA public key, or a certificate with one. */
export function isRsaPublicKey(pem: string): boolean {
    return (
        !pem.includes("PRIVATE KEY-----") &&
        succeeds(() => {
            if (createPublicKey(pem).asymmetricKeyType !== "rsa") {
                throw new Error();
            }
        })
    );
}

/**
 * Whether the key belongs to the first certificate; undefined if the key is encrypted and the passphrase isn't known.
 *
 * @param passphrase The passphrase, if it is known.
 */
export function isPair(certificate: string, key: string, passphrase?: string): boolean | undefined {
    return isEncryptedKey(key) && passphrase === undefined
        ? undefined
        : succeeds(() => {
              if (!firstCertificate(certificate).checkPrivateKey(createPrivateKey({ key, passphrase }))) {
                  throw new Error();
              }
          });
}
