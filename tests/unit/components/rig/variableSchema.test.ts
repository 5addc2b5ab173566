import assert from "node:assert/strict";
import { fixture } from "../../../fixtures";
import { problems, type Values } from "../../configuration";
import { itFinds, jwt, kafka, secretKeys } from "./rules/table";

describe("the maps of RIG's variables", () => {
    itFinds({
        "take secrets in secretSettings only, and ports in settings only": [
            [
                jwt,
                {},
                /^rig:settings\.JWT_SECRET_KEY: its value is a secret \(not shown\), .* With: pulumi config set --secret --path 'rig:secretSettings\.JWT_SECRET_KEY'; pulumi config rm --path 'rig:settings\.JWT_SECRET_KEY'$/,
            ],
            [{ HTTPS_CERTFILE: "/c", HTTPS_KEYFILE: fixture("tls.key") }, {}, /HTTPS_KEYFILE: its value is a secret/],
            [{ SUBSCRIPTION_CHECK: "https://me:secret@auth/check" }, {}, /SUBSCRIPTION_CHECK: its value is a secret/],
            [{ ZIPKIN_ADDR: "http://me:secret@zipkin:9411/api" }, {}, /ZIPKIN_ADDR: its value is a secret/],
            [
                { ...kafka, KAFKA_SCHEMA_REGISTRY_HOST: "https://me:secret@registry" },
                {},
                /KAFKA_SCHEMA_REGISTRY_HOST: its value is a secret/,
            ],
            [
                { ...kafka, KAFKA_SCHEMA_REGISTRY_HOST: "me:secret@registry:8081" },
                {},
                /KAFKA_SCHEMA_REGISTRY_HOST: its value is a secret/,
            ],
            [kafka, { KAFKA_SCHEMA_REGISTRY_HOST: "https://me:secret@registry" }, undefined],
            [
                { NATS_SERVERS: "nats://me:secret@nats:4222" },
                {},
                /NATS_SERVERS: the value \(not shown\) is not allowed/,
            ],
            [
                { LOG_LEVEL: { existingSecret: { name: "a", key: "b" } } },
                {},
                /LOG_LEVEL: this variable's value is no secret and no file/,
            ],
            [{}, { INBOUND_PORT: 8080 }, /probes and Services need to know this port/],
        ],
    });

    it("take no secret from a ConfigMap", () => {
        const settings = { JWT_SECRET_KEY: { existingConfigMap: { name: "a", key: "b" } } };
        assert.match(
            problems({ settings }).join(),
            /existingConfigMap: there is no such key\. Allowed: existingSecret\./,
        );
    });

    it("show no key, no password and no part of a secret document in a problem", () => {
        const wrong: [Values, Values][] = [
            [{ HTTPS_CERTFILE: fixture("tls.key") }, {}],
            [{ KAFKA_SSL_KEYFILE: `${fixture("tls.key")}S3CR3T` }, {}],
            [{ ZIPKIN_ADDR: "ftp://me:S3CR3T@zipkin" }, {}],
            [{ KAFKA_BROKERS: ["me:S3CR3T@kafka:9092"] }, {}],
            [{ SUBSCRIPTION_CHECK: "https://auth/?Token=S3CR3T" }, {}],
            [{ KAFKA_SASL: ["S3CR3T"] }, {}],
            [{}, { PROXY_CONFIG_FILE: [{ id: "a", version_data: { S3CR3T: {} } }] }],
            [{}, { EXTRACTORS: { S3CR3T: { a: 1 } } }],
        ];
        for (const [settings, secretSettings] of wrong) {
            const found = problems({ settings, secretSettings }, { secretKeys }).join("\n");
            assert.ok(found !== "" && !/S3CR3T|MIGH|BEGIN/.test(found), found);
        }
    });
});
