import { isEncryptedKey, isPair, isPem } from "../../validation/pem";
import type { Problem } from "../../validation/problem";
import type { ConfiguredVariables } from "../configuredVariables";
import { missing } from "./missing";

/** Problems between a certificate and its key. The passphrase's variable is the key's with `_PASS`. */
export function pairProblems(certificate: string, key: string, variables: ConfiguredVariables): Problem[] {
    const passphrase = `${key}_PASS`;
    const [chain = "", secret = ""] = [variables.text(certificate), variables.text(key)];
    if (isPem(secret) && isEncryptedKey(secret) && !variables.has(passphrase)) {
        return [missing(passphrase, `the key of ${key} is encrypted`, true)];
    }
    return isPem(chain) && isPem(secret) && isPair(chain, secret, variables.text(passphrase)) === false
        ? [
              {
                  path: variables.path(key),
                  message: `the key (not shown) isn't that of ${certificate}, or its passphrase is another. Set them together.`,
              },
          ]
        : [];
}
