import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";

/** Whether the text is the content of a PEM file, not a path to one. */
export function isPem(text: string): boolean {
    return text.includes("-----BEGIN ");
}

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

function certificates(pem: string): string[] {
    return pem.match(certificateBlock) ?? [];
}

function succeeds(attempt: () => unknown): boolean {
    try {
        attempt();
        return true;
    } catch {
        return false;
    }
}

/** Whether the text holds at least one certificate, and no broken one. */
export function isCertificateChain(pem: string): boolean {
    const found = certificates(pem);
    return (
        found.length > 0 &&
        found.length === pem.split("-----BEGIN CERTIFICATE-----").length - 1 &&
        found.every((block) => succeeds(() => new X509Certificate(block)))
    );
}

/** Whether a private key is protected by a passphrase, so that nothing more can be told of it. */
export function isEncryptedKey(pem: string): boolean {
    return /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem);
}

/** Whether the text is a private key that can be read. */
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

/** Whether the key belongs to the first certificate; undefined when a passphrase hides it. */
export function isPair(certificate: string, key: string): boolean | undefined {
    const [own = ""] = certificates(certificate);
    return isEncryptedKey(key)
        ? undefined
        : succeeds(() => {
              if (!new X509Certificate(own).checkPrivateKey(createPrivateKey(key))) {
                  throw new Error();
              }
          });
}
