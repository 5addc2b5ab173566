import assert from "node:assert/strict";
import { validatedArgs } from "../../../../../components/arguments/validate";
import { expiryProblems } from "../../../../../components/rig/rules/certificateExpiry";
import { fixture } from "../../../../fixtures";

describe("a certificate that has expired", () => {
    const kafka = { KAFKA_BROKERS: "kafka:9093", KAFKA_SSL_ENABLED: "true", KAFKA_SSL_CA_CERTFILE: "" };
    const args = (certificate: string) => ({
        settings: { ...kafka, HTTPS_CERTFILE: certificate, KAFKA_SSL_CERTFILE: certificate },
        secretSettings: { HTTPS_KEYFILE: fixture("tls.key"), KAFKA_SSL_KEYFILE: fixture("tls.key") },
    });

    it("is told of, RIG's own and the one for Kafka, and no other", () => {
        assert.deepEqual(
            expiryProblems(args(fixture("expired.crt"))).map(({ path }) => path),
            [
                ["settings", "HTTPS_CERTFILE"],
                ["settings", "KAFKA_SSL_CERTFILE"],
            ],
        );
        assert.deepEqual(expiryProblems(args(fixture("tls.crt"))), []);
        assert.deepEqual(expiryProblems({ settings: { HTTPS_CERTFILE: "/etc/tls.crt" } }), []);
    });

    it("is no error by itself: what is deployed with it can still be changed", () => {
        const given = { namespace: "n", ...args(fixture("expired.crt")) };
        assert.deepEqual(validatedArgs("edge", given).settings, given.settings);
    });
});
