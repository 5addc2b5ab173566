import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { isRecord } from "../../components/validation/record";
import { examples, stackFile } from "../../docs/examples";
import { fixture } from "../fixtures";
import { kubectl } from "./kubectl";
import { TestStack } from "./stack";

const namespace = "rig-stack-examples";
const jwtKey = "0123456789abcdef0123456789abcdef";

/** Where the examples find what they take from existing objects. */
const own = { "rig:namespace": namespace, "rig:createNamespace": false };

function configuration(name: string): Record<string, unknown> {
    const file: unknown = parse(stackFile(name));
    assert.ok(isRecord(file) && isRecord(file.config));
    return file.config;
}

const secret = (name: string, ...content: string[]) =>
    kubectl("create", "secret", "generic", name, "-n", namespace, ...content.map((each) => `--from-literal=${each}`));
const authority = (name: string) =>
    kubectl("create", "configmap", name, "-n", namespace, `--from-literal=ca.crt=${fixture("tls.crt")}`);

describe("each worked example", () => {
    before(async () => {
        await kubectl("create", "namespace", namespace);
        await Promise.all([
            secret("jwt", `key=${jwtKey}`),
            secret("kafka", "sasl=plain:me:password"),
            secret("event-hubs", "sasl=plain:$ConnectionString:Endpoint=sb://example"),
            secret("aws", "id=a", "secret=b"),
            authority("kafka-ca"),
            authority("event-hubs-ca"),
        ]);
    });

    after(async () => {
        await kubectl("delete", "namespace", namespace);
    });

    for (const { name } of examples) {
        it(`is previewed and rendered: ${name}`, async () => {
            const stack = await TestStack.create(`example-${name}`, { ...configuration(name), ...own });
            const { changes } = await stack.preview();
            assert.deepEqual(Object.keys(changes), ["create"]);
            const output = mkdtempSync(join(tmpdir(), "rig-"));
            try {
                const script = join(__dirname, "..", "..", "toolchain", "lib", "render.mjs");
                await promisify(execFile)("node", [script, stack.folder, stack.name, output, ""], {
                    env: { ...process.env, KUBECONFIG: "/nowhere" },
                });
                assert.ok(readdirSync(output).some((file) => file.includes("deployment")));
            } finally {
                rmSync(output, { recursive: true });
            }
        });
    }
});
