import assert from "node:assert/strict";
import { at } from "../unit/at";
import { object } from "./kubectl";
import { TestStack, type Configuration } from "./stack";

const name = "groups";
const small = { "rig:replicas": 1, "rig:minReadySeconds": 0 };
const kafka = { ...small, "rig:settings": { KAFKA_BROKERS: ["10.1.2.3:9092"] } };
const chart = { "rig:method": "helm", "rig:chart": { path: "tests/fixtures/charts/reactive-interaction-gateway" } };

/** The group of the source topics that the pods are in. */
async function group(): Promise<string> {
    const deployment = await object(`rig-${name}`, "deployment", "rig-reactive-interaction-gateway");
    const env = at(deployment, "spec", "template", "spec", "containers", 0, "env");
    assert.ok(Array.isArray(env));
    return String(
        at(
            env.find((each) => at(each, "name") === "KAFKATOFILTER_KAFKA_GROUP_ID"),
            "value",
        ),
    );
}

/** Lets the state forget the id in the groups' names, and what depends on it of it. */
const forget = `
    pulumi stack export --stack ${name} --file state.json
    node -e '
        const state = JSON.parse(require("fs").readFileSync("state.json"));
        const isGroups = (urn) => urn.endsWith("::gateway-broker-groups");
        state.deployment.resources = state.deployment.resources.filter(({ urn }) => !isGroups(urn));
        for (const resource of state.deployment.resources) {
            resource.dependencies = resource.dependencies?.filter((urn) => !isGroups(urn));
            for (const [property, urns] of Object.entries(resource.propertyDependencies ?? {})) {
                resource.propertyDependencies[property] = urns?.filter((urn) => !isGroups(urn)) ?? null;
            }
        }
        require("fs").writeFileSync("state.json", JSON.stringify(state));
    '
    pulumi stack import --stack ${name} --file state.json`;

const unchanged = async (stack: TestStack) => {
    assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
};

describe("the groups at message brokers", () => {
    let stack: TestStack;

    before(async () => {
        stack = await TestStack.create(name, small);
    });

    for (const [method, more] of Object.entries<Configuration>({ manifests: {}, helm: chart })) {
        it(`are the gateway's own with method ${method}: another state has others, a lost one the same`, async () => {
            stack.configure({ ...small, ...more });
            await stack.up();
            // Configured later: the groups are its own all the same.
            stack.configure({ ...kafka, ...more });
            const { text } = await stack.up();
            assert.ok(!text.includes("groups at message brokers"), text);
            const first = await group();
            assert.match(first, /^rig-kafka-to-filter\.rig-groups-[0-9a-f]{10}-[0-9a-f]{10}$/);
            await unchanged(stack);

            await stack.shell(forget);
            await stack.up();
            assert.equal(await group(), first);
            await unchanged(stack);

            await stack.destroy();
            await stack.up();
            const second = await group();
            assert.match(second, /^rig-kafka-to-filter\.rig-groups-[0-9a-f]{10}-[0-9a-f]{10}$/);
            assert.notEqual(second, first);
            await stack.destroy();
        });
    }
}).timeout(600_000);
