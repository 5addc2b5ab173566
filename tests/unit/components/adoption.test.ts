import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../../../components";
import { at } from "../at";
import { problems, read } from "../configuration";
import { gateway, withoutSuffixes, type Run } from "../mocks";

const types = ["kubernetes:apps/v1:Deployment", "kubernetes:core/v1:Service"];
const args = { createNamespace: false, name: "reactive-interaction-gateway" } satisfies Partial<GatewayArgs>;
const ids = (made: Run) =>
    Object.fromEntries(
        made.resources.flatMap(({ name, importId }) => (importId === undefined ? [] : [[name, importId]])),
    );
const names = (made: Run) =>
    made.resources.filter(({ type }) => types.includes(type)).map(({ inputs }) => at(inputs, "metadata", "name"));

describe("Gateway in an adoption", () => {
    it("imports Deployment, public and headless Service in the first step, and nothing else", async () => {
        const full = "reactive-interaction-gateway";
        assert.deepEqual(ids(await gateway({ ...args, adopt: "import" })), {
            "gateway-public": `rig-dev/${full}`,
            "gateway-headless": `rig-dev/${full}-headless`,
            "gateway-deployment": `rig-dev/${full}`,
        });
    });

    it("checks no cluster before it is the gateway's own", async () => {
        const jobs = async (adopt: "import" | "replace") =>
            (await gateway({ ...args, adopt, clusterCheck: true })).all("kubernetes:batch/v1:Job").length;
        assert.equal(await jobs("import"), 0);
        assert.equal(await jobs("replace"), 1);
    });

    it("imports nothing in the second one, and makes the same objects as without a step", async () => {
        const made = await gateway({ ...args, adopt: "replace" });
        assert.deepEqual(ids(made), {});
        const inputs = ({ resources }: Run) =>
            withoutSuffixes(resources.filter(({ type }) => type.startsWith("kubernetes:")));
        assert.deepEqual(inputs(made), inputs(await gateway(args)));
    });

    it("calls the objects what they are called, and tells so in its outputs", async () => {
        const objectNames = { deployment: "edge", service: "edge-open", headlessService: "edge-nodes" };
        const made = await gateway({ objectNames });
        assert.deepEqual(names(made).sort(), [
            "edge",
            "edge-nodes",
            "edge-open",
            "rig-reactive-interaction-gateway-admin",
        ]);
        const { deploymentName, serviceName, headlessServiceName, dnsName, internalEndpoint, commands } = made.outputs;
        assert.deepEqual([deploymentName, serviceName, headlessServiceName], ["edge", "edge-open", "edge-nodes"]);
        assert.equal(dnsName, "edge-nodes.rig-dev.svc.cluster.local");
        assert.equal(internalEndpoint, "http://edge-open.rig-dev.svc.cluster.local:4000");
        assert.match(String(at(commands, "forwardPublic")), /service\/edge-open /);
        assert.match(String(at(commands, "members")), /deployment\/edge /);
    });

    it("has to know the namespace", async () => {
        const namespace = pulumi.output("later");
        await assert.rejects(gateway({ ...args, namespace, adopt: "import" }), /adopt: the namespace has to be known/);
        assert.deepEqual(ids(await gateway({ ...args, namespace })), {});
    });
});

describe("the configuration of an adoption", () => {
    it("is a step, and names", () => {
        const values = { createNamespace: false, objectNames: { deployment: "a", service: "b", headlessService: "c" } };
        const { gateway: read_ } = read({ ...values, adopt: "import" });
        assert.deepEqual([read_.adopt, read_.objectNames], ["import", values.objectNames]);
    });

    for (const [values, expected] of [
        [{ adopt: "yes", createNamespace: false }, /^rig:adopt: "yes" is not allowed\. Allowed: import, replace\.$/],
        [{ adopt: "import" }, /^rig:adopt: what is adopted has its namespace already\. Set createNamespace to false/],
        [
            { adopt: "import", createNamespace: false, method: "helm" },
            /^rig:adopt: with method helm nothing is adopted\. Set method to manifests/,
        ],
        [
            { objectNames: { service: "a" }, method: "helm" },
            /^rig:objectNames: with method helm the chart names the objects/,
        ],
        [
            { objectNames: { services: "a" } },
            /^rig:objectNames\.services: there is no such key\. Did you mean service\?/,
        ],
        [{ objectNames: { service: "A_b" } }, /^rig:objectNames\.service: "A_b" is not allowed/],
        [{ objectNames: { service: "a".repeat(64) } }, /^rig:objectNames\.service: .* at most 63 characters/],
        [
            { objectNames: { service: "same", headlessService: "same" } },
            /^rig:objectNames\.service: another Service of the gateway is called "same", too/,
        ],
        [
            { objectNames: { headlessService: "rig-reactive-interaction-gateway-admin" } },
            /^rig:objectNames\.headlessService: another Service of the gateway is called/,
        ],
    ] as const) {
        it(`is refused: ${JSON.stringify(values).slice(0, 70)}`, () => {
            const [message, ...others] = problems(values);
            assert.match(String(message), expected);
            assert.deepEqual(others, []);
        });
    }
});
