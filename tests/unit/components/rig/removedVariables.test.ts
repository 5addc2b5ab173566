import assert from "node:assert/strict";
import { defaultCatalogue } from "../../../../components/rig/versions";
import { problems } from "../../configuration";

const { removed, replacedMessage, variable } = defaultCatalogue;
const removedVariables = [...removed.keys()];

const secretKeys = ["rig:secretSettings"];

describe("variables that RIG 3.0.0 doesn't read any more", () => {
    it("are none of those that it reads", () => {
        assert.deepEqual(
            removedVariables.filter((name) => variable(name) !== undefined),
            [],
        );
    });

    for (const name of removedVariables) {
        it(`${name}: what replaces it is said wherever it stands`, () => {
            const message = replacedMessage(name) ?? "";
            assert.match(message, /^RIG 3\.0\.0 doesn't read it\. /);
            assert.deepEqual(problems({ settings: { [name]: "x" } }), [`rig:settings.${name}: ${message}`]);
            assert.deepEqual(problems({ secretSettings: { [name]: "x" } }, { secretKeys }), [
                `rig:secretSettings.${name}: ${message}`,
            ]);
            assert.deepEqual(problems({ extraEnv: { [name]: "x" } }), [`rig:extraEnv.${name}: ${message}`]);
            assert.deepEqual(problems({ [name]: "x" }), [
                `rig:${name}: there is no such key. ${message} Remove it: pulumi config rm rig:${name}`,
            ]);
        });
    }

    it("are replaced by variables that it does read", () => {
        const named = removedVariables.flatMap(
            (name) => (replacedMessage(name) ?? "").match(/\b[A-Z]+(_[A-Z]+)+\b/g) ?? [],
        );
        assert.ok(named.length > 10);
        assert.deepEqual(
            named.filter((name) => variable(name) === undefined),
            [],
        );
    });
});

describe("names that no RIG has read", () => {
    it("are replaced by the right variable, not by the one that is spelled most like them", () => {
        const table = {
            KAFKA_HOST: "Use KAFKA_BROKERS",
            KAFKA_SSL: "Use KAFKA_SSL_ENABLED",
            KAFKA_SASL_ENABLED: "KAFKA_SASL turns SASL on",
            JAEGER_ENDPOINT: "Use JAEGER_HOST and JAEGER_PORT",
        };
        for (const [name, replacement] of Object.entries(table)) {
            const found = problems({ settings: { [name]: "x" } }).join();
            assert.ok(found.includes(replacement) && !found.includes("Did you mean"), found);
        }
    });

    it("may be further variables: RIG's own documentation takes a host from KAFKA_HOST", () => {
        assert.deepEqual(problems({ extraEnv: { KAFKA_HOST: "kafka" } }), []);
    });

    it("are guessed where they are misspelled", () => {
        assert.match(problems({ settings: { LOG_FORMAT: "json" } }).join(), /Did you mean LOG_FMT\?/);
    });
});
