import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { at } from "../unit/at";
import { objects } from "./kubectl";

const run = promisify(execFile);
const root = join(__dirname, "..", "..");

/** What Pulumi fetches of a plugin from this repository, and the example, apart from this clone's packages. */
const folder = join(root, ".work", "test", "plugin");
const example = join(folder, "examples", "yaml");

/** Previews a program in place of the example's. */
async function preview(program: string, ...options: string[]): Promise<string> {
    writeFileSync(join(example, "Pulumi.yaml"), program);
    const args = ["preview", "--stack", "languages", ...options];
    return (await run("pulumi", args, { cwd: example, maxBuffer: 32 * 1024 * 1024 })).stdout;
}

/** What the objects that a preview would make are made of, by type and name. */
function inputs(json: string): Map<string, unknown> {
    const steps = at(JSON.parse(json), "steps");
    const states = Array.isArray(steps) ? steps.map((step) => at(step, "newState")) : [];
    return new Map(
        states.map((state) => [
            `${String(at(state, "type"))} ${String(at(state, "urn")).split("::").at(-1) ?? ""}`,
            at(state, "inputs"),
        ]),
    );
}

describe("the component in another of Pulumi's languages", () => {
    const program = readFileSync(join(root, "examples", "yaml", "Pulumi.yaml"), "utf8").replaceAll(
        "my-cluster",
        String(process.env.RIG_CONTEXT),
    );

    before(async () => {
        rmSync(folder, { recursive: true, force: true });
        for (const path of ["tsconfig.json", "components", join("examples", "yaml")]) {
            cpSync(join(root, path), join(folder, path), {
                recursive: true,
                filter: (source) => basename(source) !== "node_modules",
            });
        }
        await run("npm", ["install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"], {
            cwd: join(folder, "components"),
        });
        await run("pulumi", ["stack", "select", "--create", "languages"], { cwd: example });
    });

    it("takes the arguments of the example in YAML, and makes what they say", async () => {
        const objects = inputs(await preview(program, "--json"));
        assert.equal(objects.size, 21);
        const deployment = objects.get("kubernetes:apps/v1:Deployment gateway-deployment");
        assert.equal(at(deployment, "metadata", "namespace"), "edge-languages");
        assert.equal(at(deployment, "spec", "replicas"), 3);
        assert.deepEqual(at(objects.get("kubernetes:core/v1:ConfigMap gateway-settings"), "data"), {
            KAFKA_BROKERS: "kafka-0.kafka:9092,kafka-1.kafka:9092",
            LOG_LEVEL: "info",
        });
        const policy = objects.get("kubernetes:networking.k8s.io/v1:NetworkPolicy gateway-egress-policy");
        assert.deepEqual(at(policy, "spec", "egress", 0), {
            ports: [{ port: 443 }],
            to: [{ ipBlock: { cidr: "10.20.0.0/16" } }],
        });
    });

    it("refuses wrong ones with all problems in one message", async () => {
        const wrong = program.replace("replicas: 3", "replicas: 101").replace("LOG_LEVEL: info", "LOG_LEVL: info");
        const message = await preview(wrong).catch((error: unknown) => String(at(error, "stdout")));
        assert.match(message, /Gateway gateway has 2 problems/);
        assert.match(message, /replicas: 101 is not allowed\. Allowed: a whole number from 0 to 100\./);
        assert.match(message, /settings\.LOG_LEVL: RIG reads no such variable\. Did you mean LOG_LEVEL\?/);
    });

    it("installs a Helm release, whose post-renderer Helm finds from the program's folder", async () => {
        const chart = join(root, "tests", "fixtures", "charts", "reactive-interaction-gateway");
        const released = program.replace(
            "replicas: 3",
            `replicas: 1\n      minReadySeconds: 0\n      method: helm\n      chart: { path: ${chart} }`,
        );
        assert.notEqual(released, program);
        writeFileSync(join(example, "Pulumi.yaml"), released);
        const pulumi = (...args: string[]) =>
            run("pulumi", [...args, "--stack", "languages", "--yes", "--skip-preview"], { cwd: example });
        await pulumi("up");
        try {
            const pods = await objects("edge-languages", "pods");
            assert.equal(pods.length, 1);
            assert.match(JSON.stringify(pods), /"secretKeyRef":\{[^}]*-cookie"/);
        } finally {
            await pulumi("destroy");
        }
    });
}).timeout(600_000);
