import type { GatewayArgs } from "../args";
import type { ObjectNames } from "./names";

/** The Secret with the certificate that `tls` names or asks for; undefined without `tls`. */
export function tlsSecretName({ tls }: Pick<GatewayArgs, "tls">, names: ObjectNames): string | undefined {
    return tls?.issuer === undefined ? tls?.existingSecret : names.certificate;
}
