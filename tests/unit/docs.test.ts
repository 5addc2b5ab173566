import assert from "node:assert/strict";
import Ajv from "ajv";
import { parse } from "yaml";
import { describe as description, keyNames } from "../../config/keys";
import { currentText, generatedFiles, generatedText } from "../../docs/generate";
import { stackSchema } from "../../docs/stackSchema";

describe("what is generated from the configuration's schema", () => {
    for (const file of generatedFiles) {
        it(`is current in ${file}; else: npm run docs`, async () => {
            assert.equal(currentText(file), await generatedText(file));
        });
    }
});

describe("the schema of stack files", () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(stackSchema());
    const check = (config: unknown) => validate({ config });

    it("takes the committed stack files and the README's examples", () => {
        for (const stack of ["dev", "prod"]) {
            assert.ok(validate(parse(currentText(`Pulumi.${stack}.yaml`))), JSON.stringify(validate.errors));
        }
        for (const name of keyNames) {
            const example: unknown = parse(description(name).example.replace("nodeAffinity: …", "nodeAffinity: {}"));
            assert.ok(check({ [`rig:${name}`]: example }), `${name}: ${JSON.stringify(validate.errors)}`);
        }
    });

    it("takes natural values, references and secrets", () => {
        assert.ok(
            check({
                "aws:region": "eu-west-1",
                "rig:settings": {
                    LOG_LEVEL: "info",
                    KAFKA_BROKERS: ["k:1"],
                    KAFKA_SSL_ENABLED: true,
                    INBOUND_PORT: 8080,
                    PROXY_CONFIG_FILE: [{ id: "a" }],
                    JWT_SECRET_KEY: { existingSecret: { name: "a", key: "b" } },
                },
                "rig:secretSettings": { JWT_SECRET_KEY: { secure: "AAA" } },
            }),
            JSON.stringify(validate.errors),
        );
    });

    it("refuses wrong keys, variables and values", () => {
        for (const config of [
            { "rig:replica": 3 },
            { "rig:replicas": 0 },
            { "rig:replicas": "many" },
            { "rig:serviceType": "Loadbalancer" },
            { "rig:image": { tags: "1" } },
            { "rig:settings": { LOG_LEVL: "info" } },
            { "rig:settings": { LOG_LEVEL: "loud" } },
            { "rig:settings": { INBOUND_PORT: 80 } },
            { "rig:settings": { JWT_SECRET_KEY: "plain" } },
            { "rig:settings": { LOG_LEVEL: { existingSecret: { name: "a", key: "b" } } } },
            { "rig:extraEnv": { A: { secret: { name: "a", key: "b" } } } },
        ]) {
            assert.ok(!check(config), JSON.stringify(config));
        }
    });
});
