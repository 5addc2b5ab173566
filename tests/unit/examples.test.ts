import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chdir, cwd } from "node:process";
import { parse } from "yaml";
import { isRecord } from "../../components/plan/records";
import { examples, stackFile } from "../../docs/examples";
import { fixture } from "../fixtures";
import { problems, read, type Values } from "./configuration";

const root = join(__dirname, "..", "..");
const folder = join(root, "examples", "stacks");

function configuration(text: string): Values {
    const file: unknown = parse(text);
    assert.ok(isRecord(file) && isRecord(file.config), text);
    return file.config;
}

/** The YAML blocks of a page that say something of this project's keys: whole stack files, and parts of them. */
function blocks(page: string): Values[] {
    const text = readFileSync(join(root, page), "utf8");
    return [...text.matchAll(/^ *```yaml\n(.*?)^ *```/gms)].flatMap(([, block = ""]) => {
        const value: unknown = parse(block);
        const values = isRecord(value) && isRecord(value.config) ? value.config : value;
        return isRecord(values) && Object.keys(values).some((key) => key.startsWith("rig:")) ? [values] : [];
    });
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

describe("each worked example", () => {
    it("is on the page", () => {
        assert.deepEqual(readdirSync(folder).sort(), examples.map(({ name }) => `${name}.yaml`).sort());
    });

    for (const { name } of examples) {
        it(`is taken: ${name}`, () => {
            assert.deepEqual(problems(configuration(stackFile(name))), []);
        });
    }

    /** What no case has that RIG 3.0.0 was run with; docs/examples.md says so. */
    const unseen = ["endpoints.schema"];

    it("has only such keys in its API definitions as RIG 3.0.0 was seen to run with", () => {
        const cases: unknown = JSON.parse(
            readFileSync(join(root, "tests", "fixtures", "rig-3.0.0", "cases.json"), "utf8"),
        );
        assert.ok(Array.isArray(cases));
        const seen = new Set(
            cases.filter(isRecord).flatMap(({ rig, env }) => {
                const text = isRecord(env) ? env.PROXY_CONFIG_FILE : undefined;
                return rig === "up" && typeof text === "string" && text.startsWith("[") ? keys(JSON.parse(text)) : [];
            }),
        );
        assert.ok(seen.has("endpoints.path_regex"));
        let compared = 0;
        for (const { name } of examples) {
            const { settings = {} } = read(configuration(stackFile(name))).gateway;
            if (typeof settings.PROXY_CONFIG_FILE !== "string") {
                continue;
            }
            const used = keys(JSON.parse(settings.PROXY_CONFIG_FILE));
            assert.deepEqual(
                used.filter((key) => !seen.has(key) && !unseen.includes(key)),
                [],
                name,
            );
            compared += 1;
        }
        assert.ok(compared >= 4);
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

    for (const page of pages) {
        const found = blocks(page);
        if (found.length > 0) {
            it(`is taken as it stands there: ${page}`, () => {
                for (const values of found) {
                    const own = "rig:kubernetes" in values ? { callerContext: undefined } : {};
                    assert.deepEqual(problems(values, own), [], JSON.stringify(values));
                }
            });
        }
    }
});
