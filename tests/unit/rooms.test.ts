import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { at } from "./at";

const root = join(__dirname, "..", "..");
const configuration = readFileSync(join(root, ".dependency-cruiser.mjs"), "utf8");

/** The names of the rules that a tree of these files breaks. */
function brokenRules(files: Readonly<Record<string, string>>): string[] {
    const folder = mkdtempSync(join(tmpdir(), "rooms-"));
    try {
        for (const [path, text] of Object.entries({ ...files, "tsconfig.json": "{}" })) {
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), text);
        }
        const program = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
        const config = join(root, ".dependency-cruiser.mjs");
        const args = [program, "--config", config, "--output-type", "json", ...readdirSync(folder)];
        const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
        const violations = at(JSON.parse(stdout), "summary", "violations");
        return Array.isArray(violations) ? violations.map((each) => String(at(each, "rule", "name"))) : [];
    } finally {
        rmSync(folder, { recursive: true });
    }
}

const exporting = "export const y = 1;\n";
const importing = (path: string) => `import { y } from "${path}";\nexport const x = y;\n`;

describe("the rule for the direction between rooms", () => {
    it("takes an import downwards", () => {
        const files = { "components/model/y.ts": exporting, "components/objects/x.ts": importing("../model/y") };
        assert.deepEqual(brokenRules(files), []);
    }).timeout(30_000);

    it("refuses an import upwards, an import of the program by the package, and a cycle", () => {
        const upwards = { "components/objects/y.ts": exporting, "components/model/x.ts": importing("../objects/y") };
        assert.deepEqual(brokenRules(upwards), ["components/model-imports"]);
        const program = { "kubernetes/y.ts": exporting, "components/x.ts": importing("../kubernetes/y") };
        assert.deepEqual(brokenRules(program), ["package-imports"]);
        const cycle = {
            "drift/x.ts": importing("./y"),
            "drift/y.ts": 'import { x } from "./x";\nexport const y = x;\n',
        };
        assert.ok(brokenRules(cycle).includes("no-circular"));
    }).timeout(60_000);

    it("has every room with TypeScript", () => {
        const rooms = ["", "components"].flatMap((folder) =>
            readdirSync(join(root, folder), { withFileTypes: true })
                .filter((entry) => entry.isDirectory())
                .map(({ name }) => join(folder, name))
                .filter((room) => readdirSync(join(root, room)).some((file) => file.endsWith(".ts"))),
        );
        // The package has rules of its own, and pages, examples and the benchmark may import everything.
        const free = ["components", "docs", "bench"];
        const unruled = rooms.filter(
            (room) => !free.includes(room) && !configuration.includes(`${JSON.stringify(room)}:`),
        );
        assert.deepEqual(
            unruled.filter((room) => !configuration.includes(`    ${room}:`)),
            [],
        );
    });
});

describe("the size of a file", () => {
    it("is 12 KB at most, apart from generated ones and tests", () => {
        const files = spawnSync("git", ["ls-files", "--", "*.ts", "*.mjs", "*.js", "*.sh"], {
            cwd: root,
            encoding: "utf8",
        });
        const large = files.stdout
            .split("\n")
            .filter((path) => path !== "" && !path.startsWith("tests/"))
            .filter((path) => readFileSync(join(root, path)).length > 12 * 1024);
        assert.deepEqual(large, []);
    });
});
