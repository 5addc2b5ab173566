import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import Ajv from "ajv";
import fc from "fast-check";
import * as v from "valibot";
import { parse } from "yaml";
import { defaultCatalogue } from "../../../components/rig/versions";
import { isKey, keyMetadata, keyNames } from "../../../stack/keys";
import { readConfiguration } from "../../../stack/read";
import { currentText, generatedFiles, generatedText } from "../../../docs/generate";
import { stackSchema } from "../../../docs/stackSchema";
import { raw, type Values } from "../configuration";
import { configurations, secretKeys } from "../components/rig/arbitrary";
import { configuration, rows } from "../components/rig/rows";

describe("what is generated from the configuration's schema", () => {
    for (const file of generatedFiles) {
        it(`is current in ${file}; else: npm run docs`, async () => {
            assert.equal(currentText(file), await generatedText(file));
        });
    }
});

/** The configuration as a stack file has it. Pulumi hands over as text what is taken as text. */
function inStackFile(values: Values): Values {
    const inFile = (name: string, value: unknown) =>
        isKey(name) && keyMetadata(name).text && typeof value !== "string" ? JSON.stringify(value) : value;
    // An empty text is a key that is left out; an empty list may pass for an empty map, which says as little.
    const said = Object.entries(values).filter(([, value]) => value !== "" && !isDeepStrictEqual(value, []));
    return Object.fromEntries(said.map(([name, value]) => [`rig:${name}`, inFile(name, value)]));
}

describe("the schema of stack files", () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(stackSchema());
    const check = (config: unknown) => validate({ config });

    it("takes the committed stack files and the examples of the configuration page", () => {
        for (const stack of ["dev", "prod"]) {
            assert.ok(validate(parse(currentText(`Pulumi.${stack}.yaml`))), JSON.stringify(validate.errors));
        }
        for (const name of keyNames) {
            const example: unknown = parse(keyMetadata(name).example.replace("nodeAffinity: …", "nodeAffinity: {}"));
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
            { "rig:replicas": -1 },
            { "rig:autoscaling": { min: 0, max: 3, cpu: 70 } },
            { "rig:replicas": "many" },
            { "rig:serviceType": "Loadbalancer" },
            { "rig:image": { tags: "1" } },
            { "rig:settings": { LOG_LEVL: "info" } },
            { "rig:settings": { LOG_LEVEL: "loud" } },
            { "rig:settings": { INBOUND_PORT: 80 } },
            { "rig:settings": { JWT_SECRET_KEY: "plain" } },
            { "rig:settings": { LOG_LEVEL: { existingSecret: { name: "a", key: "b" } } } },
            { "rig:extraEnv": { A: { secret: { name: "a", key: "b" } } } },
            { "rig:networkPolicy": { egressTo: [{ ports: [{ port: true }] }] } },
        ]) {
            assert.ok(!check(config), JSON.stringify(config));
        }
    });

    it("takes a policy's port by its number, the same as a text, or its name", () => {
        for (const port of [443, "443", "https"]) {
            const config = { "rig:networkPolicy": { egressTo: [{ ports: [{ port }] }], dns: { ports: [{ port }] } } };
            assert.ok(check(config), JSON.stringify(validate.errors));
        }
    });

    it("takes whatever the program takes", () => {
        const counts = { taken: 0, refused: 0 };
        fc.assert(
            fc.property(configurations, (values) => {
                try {
                    readConfiguration(raw(values, { secretKeys }));
                } catch {
                    counts.refused += 1;
                    return;
                }
                counts.taken += 1;
                assert.ok(check(inStackFile(values)), `${JSON.stringify(values)}: ${JSON.stringify(validate.errors)}`);
            }),
            { numRuns: 1000 },
        );
        assert.ok(counts.taken > 100, JSON.stringify(counts));
    }).timeout(300_000);

    it("takes the cluster check as a boolean, with its resources, or as the text of either", () => {
        const resources = { limits: { memory: "128Mi" } };
        for (const right of [true, "false", {}, { resources }, JSON.stringify({ resources })]) {
            assert.ok(check({ "rig:clusterCheck": right }), JSON.stringify(validate.errors));
        }
        for (const wrong of ["yes", { limits: {} }, { resources: { limit: {} } }]) {
            assert.ok(!check({ "rig:clusterCheck": wrong }), JSON.stringify(wrong));
        }
    });

    it("refuses a variable's wrong value where it is one of several, or a number", () => {
        const decided = rows.filter(({ name, bad }) => {
            const { editor, text } = defaultCatalogue.variable(name)?.type ?? assert.fail(name);
            return JSON.stringify(editor).includes('"enum"') || (typeof bad === "number" && !v.is(text, String(bad)));
        });
        assert.ok(decided.length > 10);
        for (const row of decided) {
            assert.ok(!check(inStackFile(configuration(row, row.bad))), `${row.name}: ${JSON.stringify(row.bad)}`);
        }
    });
});
