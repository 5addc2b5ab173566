import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { parse } from "yaml";
import { ServiceType } from "../../../components";
import { isRecord } from "../../../components/validation/record";
import { gatewayOutputs, outputSchemas } from "../../../components/stackOutputs";
import { at } from "../at";
import { gateway, run } from "../mocks";

const contractFile = "tests/contracts/outputs.yaml";

/** The properties of a JSON schema, and which of them are required. */
function properties(schema: unknown): Map<string, unknown> {
    const required = at(schema, "required");
    const found = at(schema, "properties");
    return new Map(
        Object.entries(isRecord(found) ? found : {}).map(([name, type]) => [
            name,
            { type, required: Array.isArray(required) && required.includes(name) },
        ]),
    );
}

const contract = properties(parse(readFileSync(join(__dirname, "..", "..", "..", contractFile), "utf8")));
const current = properties(toJsonSchema(v.object(outputSchemas)));

const everything = {
    serviceType: ServiceType.LoadBalancer,
    tls: { existingSecret: "tls" },
    target: { context: "here", server: "https://192.0.2.1" },
    autoscaling: { min: 2, max: 3, cpu: 70 },
};

/** What a program finds in the outputs of another stack. */
async function read(outputs: Record<string, unknown>, ...names: (keyof typeof outputSchemas)[]) {
    const { outputs: found } = await run(
        () => {
            const other = gatewayOutputs(new pulumi.StackReference("gateway", { name: "organization/rig/prod" }));
            return Object.fromEntries(names.map((name) => [name, other[name]]));
        },
        { referencedOutputs: outputs },
    );
    return found;
}

describe("the outputs that other stacks read", () => {
    for (const [name, entry] of contract) {
        it(`still have ${name} as it was`, () => {
            assert.deepEqual(current.get(name), entry, `stacks out there read ${name}: see ${contractFile}`);
        });
    }

    it("are all in the contract", () => {
        assert.deepEqual([...current.keys()], [...contract.keys()], `a new one has to be added: see ${contractFile}`);
    });

    it("are what the component gives", async () => {
        const { outputs } = await gateway(everything);
        assert.deepEqual(Object.keys(outputs).sort(), [...contract.keys()].sort());
        assert.deepEqual(v.parse(v.object(outputSchemas), outputs), outputs);
        const { outputs: fewest } = await gateway();
        assert.deepEqual(v.parse(v.object(outputSchemas), fewest), fewest);
    });
});

describe("the helper for the outputs of another stack", () => {
    it("reads each under its name", async () => {
        const { outputs } = await gateway(everything);
        const names = Object.keys(outputSchemas).filter((name): name is keyof typeof outputSchemas => name in outputs);
        assert.equal(names.length, contract.size);
        assert.deepEqual(await read(outputs, ...names), outputs);
    });

    it("tells what doesn't apply from what is missing, and reads what there is of an older stack", async () => {
        const old = { internalEndpoint: "http://rig:4000" };
        assert.deepEqual(await read(old, "internalEndpoint", "httpsEndpoint"), {
            ...old,
            httpsEndpoint: undefined,
        });
        await assert.rejects(
            read(old, "adminEndpoint"),
            /Output adminEndpoint of stack organization\/rig\/prod: it has no such output\. .*pulumi stack output/,
        );
    });

    it("refuses another type", async () => {
        await assert.rejects(
            read({ replicas: "three" }, "replicas"),
            /Output replicas of stack organization\/rig\/prod: it is of another type/,
        );
    });
});
