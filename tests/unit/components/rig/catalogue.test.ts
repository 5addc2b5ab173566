import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { impliedDestinations } from "../../../../components/model/egress";
import { groupsNamedByInstance } from "../../../../components/model/consumerGroups";
import { catalogue as makeCatalogue } from "../../../../components/rig/catalogue";
import { configuredVariables } from "../../../../components/rig/configuredVariables";
import { hostDestinations } from "../../../../components/rig/destinations";
import { hostsAndPorts } from "../../../../components/rig/valueTypes/hosts";
import { variableEntries } from "../../../../components/rig/variableSchema";
import { groups, variablesOf } from "../../../../components/rig/variables/variable";
import { defaultCatalogue } from "../../../../components/rig/versions";
import { at } from "../../at";
import { problems, read } from "../../configuration";
import { gateway } from "../../mocks";
import { configuration, rows } from "./rows";

const catalogue = defaultCatalogue;

const secretKeys = ["rig:secretSettings"];

describe("RIG's variables", () => {
    it("all have a row in this table, in the catalogue's groups", () => {
        assert.deepEqual(rows.map(({ name }) => name).sort(), [...catalogue.names].sort());
        assert.deepEqual([...new Set(Object.values(catalogue.variables).map(({ group }) => group))], [...groups]);
    });

    it("have no comma in an item of a list, which RIG separates by commas", () => {
        const items = catalogue.names.flatMap((name) => catalogue.variable(name)?.type.item ?? []);
        assert.ok(items.length > 0);
        for (const { text, title } of items) {
            assert.ok(!["a,b", "a:1,b:1", "console,kafka"].some((value) => v.is(text, value)), title);
        }
    });

    it("are not the deployment's own", () => {
        assert.deepEqual(catalogue.names.filter(catalogue.isReserved), []);
    });

    for (const row of rows) {
        const { name, place = "configMap" } = row;
        it(`${name} takes ${JSON.stringify(row.good).slice(0, 40)}, and is in the pod: ${place}`, async () => {
            const { gateway: args } = read(configuration(row, row.good), { secretKeys });
            const secret = place.startsWith("secret");
            assert.equal((secret ? args.secretSettings : args.settings)?.[name], row.text);

            const made = await gateway(args);
            const pod = at(made.one("kubernetes:apps/v1:Deployment").inputs, "spec", "template", "spec");
            const env = at(pod, "containers", 0, "env");
            assert.ok(Array.isArray(env));
            const variables: unknown[] = env.filter((each) => at(each, "name") === name);
            assert.equal(variables.length, 1);
            const holder = made.one(
                secret ? "kubernetes:core/v1:Secret" : "kubernetes:core/v1:ConfigMap",
                secret ? "-secret-settings" : "-settings",
            );
            const held = at(holder.inputs, "data", name);
            assert.equal(secret ? Buffer.from(String(held), "base64").toString() : held, row.text);
            const object = at(holder.inputs, "metadata", "name");
            if (place.endsWith("file")) {
                assert.equal(at(variables[0], "value"), `/etc/rig/${name}`);
                const source = { name: object, items: [{ key: name, path: name }] };
                const sources = at(pod, "volumes", 1, "projected", "sources");
                assert.ok(Array.isArray(sources));
                assert.ok(sources.some((each) => isDeepStrictEqual(at(each, secret ? "secret" : "configMap"), source)));
                assert.equal(at(pod, "containers", 0, "volumeMounts", 1, "mountPath"), "/etc/rig");
                assert.equal(at(pod, "containers", 0, "volumeMounts", 1, "subPath"), undefined);
            } else {
                const reference = at(variables[0], "valueFrom", secret ? "secretKeyRef" : "configMapKeyRef");
                assert.deepEqual(reference, { name: object, key: name });
            }
        });

        it(`${name} refuses ${JSON.stringify(row.bad).slice(0, 40)}`, () => {
            const found = problems(configuration(row, row.bad), { secretKeys });
            assert.ok(
                found.some(
                    (line) => line.startsWith(`rig:settings.${name}`) || line.startsWith(`rig:secretSettings.${name}`),
                ),
                found.join("\n"),
            );
            const shownBad = JSON.stringify(row.bad);
            assert.ok(
                catalogue.variable(name)?.secret !== "always" || row.bad === "" || !found.join().includes(shownBad),
                found.join("\n"),
            );
        });
    }
});

describe("a variable of another version of RIG", () => {
    const next = makeCatalogue({
        ...catalogue,
        version: "3.1.0",
        variables: {
            ...catalogue.variables,
            ...variablesOf("NATS", {
                AMQP_SERVERS: {
                    type: hostsAndPorts,
                    default: "none",
                    description: "AMQP",
                    destinations: hostDestinations,
                },
                AMQP_GROUP: {
                    type: hostsAndPorts,
                    default: "none",
                    description: "Group",
                    requires: { variable: "AMQP_SERVERS" },
                    consumerGroup: { broker: "AMQP_SERVERS", default: "rig-amqp" },
                },
            }),
        },
    });
    const settings = { AMQP_SERVERS: "amqp:5672" };

    it("is accepted for that version only", () => {
        assert.ok(v.is(variableEntries(next).settings, settings));
        assert.ok(!v.is(variableEntries(catalogue).settings, settings));
        assert.match(next.removedMessage("KAFKA_HOSTS") ?? "", /^RIG 3\.1\.0 doesn't read it\./);
    });

    it("has its destinations and its consumer group in its row", () => {
        assert.deepEqual(impliedDestinations(settings, {}, next), [{ port: 5672, protocol: "TCP" }]);
        assert.deepEqual(impliedDestinations(settings, {}, catalogue), []);
        const variables = { ...configuredVariables({ settings }), catalogue: next };
        assert.deepEqual(groupsNamedByInstance(variables, "rig-1"), { AMQP_GROUP: "rig-amqp.rig-1" });
    });
});
