import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chdir, cwd } from "node:process";
import { parse } from "yaml";
import { clusterPorts } from "../../../components/rig/ports";
import { isRecord } from "../../../components/validation/record";
import { examples, stackFile } from "../../../docs/examples";
import { fixture } from "../../fixtures";
import { problems, read, type Values } from "../configuration";

const root = join(__dirname, "..", "..", "..");
const folder = join(root, "examples", "stacks");

function configuration(text: string): Values {
    const file: unknown = parse(text);
    assert.ok(isRecord(file) && isRecord(file.config), text);
    return file.config;
}

/** The stack files on a page. Every YAML block is one, so that none escapes the tests. */
function blocks(page: string): Values[] {
    const text = readFileSync(join(root, page), "utf8");
    return [...text.matchAll(/^ *```yaml\n(.*?)^ *```/gms)].map(([, block = ""]) => configuration(block));
}

/** The commands of a page that set a value of a stack's configuration. */
function commands(page: string): { key: string; value: string; secret: boolean }[] {
    const text = readFileSync(join(root, page), "utf8");
    return [...text.matchAll(/pulumi config set ((?:--[a-z]+ |"\$STACK" )*)'?(rig:[\w.]+)'?([^`\n#<]*)/g)].map(
        ([, options = "", key = "", value = ""]) => ({
            key,
            value: value.trim(),
            secret: options.includes("--secret"),
        }),
    );
}

/** What a command with or without `--path` sets; with it, Pulumi takes a whole number for one. */
function setting(key: string, value: string): Values {
    const [name = "", part] = key.split(".");
    return { [name]: part === undefined ? value : { [part]: /^(0|[1-9]\d*)$/.test(value) ? Number(value) : value } };
}

/** Every key in a document, with the word before it that tells what it belongs to. */
function keys(value: unknown, within = "document"): string[] {
    if (Array.isArray(value)) {
        return value.flatMap((item) => keys(item, within));
    }
    return isRecord(value)
        ? Object.entries(value).flatMap(([key, each]) => [`${within}.${key}`, ...keys(each, key)])
        : [];
}

/** The keys of a document that RIG prescribes: types of events and names of fields are free. */
function prescribedKeys(variable: string, text: string): string[] {
    const document: unknown = JSON.parse(text);
    if (variable !== "EXTRACTORS") {
        return keys(document);
    }
    assert.ok(isRecord(document));
    const fields = Object.values(document).flatMap((each) => (isRecord(each) ? Object.values(each) : []));
    return keys(fields, "field");
}

/** Variables, and the prescribed keys of those that are documents. */
function used(env: Values): string[] {
    return Object.entries(env).flatMap(([name, value]) => [
        name,
        ...(["EXTRACTORS", "PROXY_CONFIG_FILE"].includes(name) && typeof value === "string" && /^[[{]/.test(value)
            ? prescribedKeys(name, value)
            : []),
    ]);
}

interface Case {
    readonly id: string;
    readonly env: Values;
}

/** The configurations with which RIG 3.0.0 was seen to run, and to answer no request with 500. */
function goodCases(): Case[] {
    const cases: unknown = JSON.parse(readFileSync(join(root, "tests", "fixtures", "rig-3.0.0", "cases.json"), "utf8"));
    assert.ok(Array.isArray(cases));
    return cases.filter(isRecord).flatMap(({ id, rig, env, requests }) => {
        const failed = Array.isArray(requests) && requests.some((each) => isRecord(each) && each.status === 500);
        return typeof id === "string" && rig === "up" && isRecord(env) && !failed ? [{ id, env }] : [];
    });
}

describe("each worked example", () => {
    it("is on the page", () => {
        assert.deepEqual(readdirSync(folder).sort(), examples.map(({ name }) => `${name}.yaml`).sort());
    });

    for (const { name } of examples) {
        it(`is taken: ${name}`, () => {
            assert.deepEqual(problems(configuration(stackFile(name))), []);
        });
    }

    const good = goodCases();
    const seen = new Set(good.flatMap(({ env }) => used(env)));

    for (const { name, observed, unseen } of examples) {
        it(`says what of it no run of RIG 3.0.0 has: ${name}`, () => {
            const values = configuration(stackFile(name));
            const given = isRecord(values["rig:settings"]) ? values["rig:settings"] : {};
            const handedOver = read(values).gateway.settings ?? {};
            const documents = used({ ...given, ...handedOver });
            assert.ok(documents.length > 0 || name === "mesh");
            assert.deepEqual([...new Set(documents)].filter((each) => !seen.has(each)).sort(), unseen);
        });

        it(`names cases that run: ${name}`, () => {
            const named = [...observed.matchAll(/`([a-z]-[\w-]+)`/g)].map(([, id]) => id);
            const ids = good.map(({ id }) => id);
            assert.deepEqual(
                named.filter((id) => id === undefined || !ids.includes(id)),
                [],
            );
            assert.ok(named.length > 0 || observed.startsWith("Not observed"));
        });
    }
});

describe("the example for a mesh", () => {
    it("keeps the sidecar out of all that the nodes say to each other", () => {
        const { "rig:podAnnotations": annotations } = configuration(stackFile("mesh"));
        assert.ok(isRecord(annotations));
        const all = clusterPorts.map(({ port }) => port).join(",");
        for (const direction of ["Inbound", "Outbound"]) {
            assert.equal(annotations[`traffic.sidecar.istio.io/exclude${direction}Ports`], all);
        }
    });
});

describe("the file of RIG 2", () => {
    it("is told what replaces each key and variable that RIG 3 removed", () => {
        const definitions: unknown = JSON.parse(readFileSync(join(root, "examples", "rig-2.json"), "utf8"));
        const { "rig:settings": now } = configuration(stackFile("migration"));
        assert.ok(isRecord(now));
        const found = problems({
            "rig:settings": { ...now, PROXY_KAFKA_REQUEST_TOPIC: "orders", PROXY_CONFIG_FILE: definitions },
        });
        const endpoints = "rig:settings.PROXY_CONFIG_FILE[0].version_data.default.endpoints";
        for (const [key, replacement] of [
            ["rig:settings.PROXY_KAFKA_REQUEST_TOPIC", "topic"],
            [`${endpoints}[0].path`, "path_regex"],
            [`${endpoints}[1].path`, "path_regex"],
        ] as const) {
            assert.ok(
                found.some((line) => line.startsWith(`${key}: `) && line.includes(replacement)),
                found.join("\n"),
            );
        }
        assert.equal(found.length, 3, found.join("\n"));
    });
});

describe("the YAML on a page", () => {
    const before = cwd();
    let files: string;

    beforeEach(() => {
        files = mkdtempSync(join(tmpdir(), "rig-"));
        writeFileSync(join(files, "apis.json"), fixture("proxy.json"));
        chdir(files);
    });

    afterEach(() => {
        chdir(before);
        rmSync(files, { recursive: true });
    });

    const pages = ["README.md", ...readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"))].map(
        (name) => (name === "README.md" ? name : `docs/${name}`),
    );

    /** What the reader says of a part whose other part is missing; nothing of the value itself. */
    const incomplete = /: (is missing: |it has no use (with|without|unless) |Kinesis needs Java)/;

    for (const page of pages) {
        const found = blocks(page);
        if (found.length > 0) {
            it(`is taken as it stands there: ${page}`, () => {
                for (const values of found) {
                    const own = "rig:kubernetes" in values ? { callerContext: undefined } : {};
                    assert.deepEqual(problems(values, own), [], JSON.stringify(values));
                }
            });

            it(`is taken in parts, or the part that is missing is named: ${page}`, () => {
                for (const [key, value] of found.flatMap((values) => Object.entries(values))) {
                    const own = key === "rig:kubernetes" ? { callerContext: undefined } : {};
                    const variables = key === "rig:settings" && isRecord(value) ? Object.entries(value) : [];
                    const parts = [value, ...variables.map(([name, each]) => ({ [name]: each }))];
                    const wrong = parts
                        .flatMap((part) => problems({ [key]: part }, own))
                        .filter((line) => !incomplete.test(line));
                    assert.deepEqual(wrong, [], key);
                }
            });
        }

        const set = commands(page);
        if (set.length > 0) {
            it(`has commands whose values are taken, and none with a secret: ${page}`, () => {
                for (const { key, value, secret } of set) {
                    if (secret) {
                        assert.equal(value, "", key);
                    } else {
                        // A page's stack file comes first, and the commands go on from it.
                        const values = { "rig:kubernetes": { context: "dev" }, ...found[0], ...setting(key, value) };
                        assert.deepEqual(problems(values, { callerContext: undefined }), [], key);
                    }
                }
            });
        }
    }

    it("has the commands that set values", () => {
        assert.ok(pages.flatMap(commands).length >= 10);
    });
});
