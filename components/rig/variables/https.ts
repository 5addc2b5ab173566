import { ports } from "../ports";
import { certificateFile, keyFile } from "../valueTypes/files";
import { listenPort } from "../valueTypes/numbers";
import { line } from "../valueTypes/texts";
import { variablesOf, type Requirement } from "./variable";

const https: Requirement = { variable: "HTTPS_CERTFILE" };

/** RIG's variables of the group “HTTPS”. */
export const httpsVariables = variablesOf("HTTPS", {
    HTTPS_CERTFILE: {
        type: certificateFile("certificate chain"),
        default: "none: no HTTPS",
        description: "Turns HTTPS on for the public and the internal endpoints, beside HTTP; simpler: `rig:tls`",
    },
    HTTPS_KEYFILE: {
        type: keyFile("private key"),
        default: "none",
        description: "The certificate's private key",
        secret: "content",
        requires: https,
    },
    HTTPS_KEYFILE_PASS: {
        type: line,
        default: "none",
        description: "The private key's passphrase",
        secret: "always",
        requires: { variable: "HTTPS_KEYFILE" },
    },
    INBOUND_HTTPS_PORT: {
        type: listenPort,
        default: String(ports.publicTls),
        description: "Port of the pods for public HTTPS; the Service's port stays 4001",
        requires: https,
    },
    API_HTTPS_PORT: {
        type: listenPort,
        default: String(ports.adminTls),
        description: "Port of the pods for internal HTTPS; the Service's port stays 4011",
        requires: https,
    },
});
