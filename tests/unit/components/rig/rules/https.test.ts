import assert from "node:assert/strict";
import { fixture } from "../../../../fixtures";
import { problems } from "../../../configuration";
import { itFinds } from "./table";

describe("RIG's certificate", () => {
    itFinds({
        "certificate and key go together": [
            [
                { HTTPS_CERTFILE: "/c" },
                {},
                /^rig:secretSettings\.HTTPS_KEYFILE: is missing: .* pulumi config set --secret --path 'rig:secretSettings\.HTTPS_KEYFILE'$/,
            ],
            [{ HTTPS_KEYFILE: "/k" }, {}, /^rig:settings\.HTTPS_KEYFILE: it has no use without HTTPS_CERTFILE/],
            [{ HTTPS_CERTFILE: fixture("tls.crt") }, { HTTPS_KEYFILE: fixture("tls.key") }, undefined],
            [
                { HTTPS_CERTFILE: fixture("tls.crt") },
                { HTTPS_KEYFILE: fixture("other.key") },
                /the key \(not shown\) isn't that of HTTPS_CERTFILE/,
            ],
            [
                { HTTPS_CERTFILE: fixture("tls.crt") },
                { HTTPS_KEYFILE: fixture("encrypted.key"), HTTPS_KEYFILE_PASS: "test" },
                undefined,
            ],
            [
                {},
                { HTTPS_KEYFILE_PASS: "p" },
                /^rig:secretSettings\.HTTPS_KEYFILE_PASS: it has no use without HTTPS_KEYFILE/,
            ],
        ],
        "certificates are valid, alone, and their keys can be read": [
            [
                { HTTPS_CERTFILE: fixture("tls.crt") },
                { HTTPS_KEYFILE: fixture("encrypted.key") },
                /HTTPS_KEYFILE_PASS: is missing: the key of HTTPS_KEYFILE is encrypted/,
            ],
            [
                { HTTPS_CERTFILE: fixture("tls.crt") },
                { HTTPS_KEYFILE: fixture("encrypted.key"), HTTPS_KEYFILE_PASS: "wrong" },
                /or its passphrase is another/,
            ],
            [
                { HTTPS_CERTFILE: fixture("tls.crt") + fixture("tls.key") },
                { HTTPS_KEYFILE: fixture("tls.key") },
                /^rig:settings\.HTTPS_CERTFILE: the value \(not shown\) is not allowed/,
            ],
            [
                { HTTPS_CERTFILE: fixture("tls.key") },
                { HTTPS_KEYFILE: fixture("tls.key") },
                /^rig:settings\.HTTPS_CERTFILE: the value \(not shown\) is not allowed/,
            ],
        ],
    });

    it("may be set by tls, but not by tls and variables", () => {
        const tls = { existingSecret: "tls" };
        assert.deepEqual(problems({ tls, settings: { INBOUND_HTTPS_PORT: 8443 } }), []);
        assert.deepEqual(problems({ tls, settings: { HTTPS_CERTFILE: "/c", HTTPS_KEYFILE: "/k" } }), [
            "rig:settings.HTTPS_CERTFILE: tls sets it already. Leave out one of them.",
            "rig:settings.HTTPS_KEYFILE: tls sets it already. Leave out one of them.",
        ]);
        assert.match(problems({ tls: {} }).join(), /^rig:tls: exactly one of existingSecret and issuer is needed/);
        assert.match(problems({ tls: { ...tls, issuer: { name: "ca" } } }).join(), /^rig:tls: exactly one/);
        assert.match(
            problems({ tls: { ...tls, hosts: ["a"] } }).join(),
            /^rig:tls\.hosts: an existing certificate has its host names/,
        );
        assert.match(
            problems({ tls: { issuer: { name: "ca", kind: "Any" } } }).join(),
            /Allowed: Issuer, ClusterIssuer/,
        );
    });
});
