import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { imageReference } from "../../components/plan/image";
import { isRecord } from "../../components/plan/records";
import { at } from "./at";

const root = join(__dirname, "..", "..");
const scripts = ["components", "toolchain", "tests", ".ci"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter((name) => name.endsWith(".sh") || name.endsWith("run")),
);

describe("the shell scripts", () => {
    it("can be parsed by bash", () => {
        assert.ok(scripts.length > 20);
        for (const script of scripts) {
            execFileSync("bash", ["-n", join(root, script)]);
        }
    });
});

describe("where real nodes can't run", () => {
    /** What is said on a machine on which these functions stand in for commands. */
    const reason = (functions: string) => {
        const script = `. toolchain/common.sh; . toolchain/nodes/requirements.sh; ${functions}; why_no_nodes`;
        return execFileSync("bash", ["-c", script], { cwd: root, encoding: "utf8" });
    };

    it("one line says why", () => {
        assert.equal(reason("uname() { echo Darwin; }"), "real nodes need Linux\n");
        const linux = "uname() { echo Linux; }";
        assert.match(reason(`${linux}; id() { echo 1000; }`), /^real nodes need root.*\n$/);
        const asRoot = `${linux}; id() { echo 0; }; has_cgroup_v1() { true; }`;
        const unified = `${asRoot}; has_cgroup_v1() { false; }`;
        assert.match(reason(unified), /^real nodes were only ever tried with cgroup v1, .*; CGROUP=v2 tries it\n$/);
        const none = `${unified}; CGROUP=v2; hands_on() { false; }`;
        assert.match(reason(none), /^real nodes need the controllers .* cgroup v2\n$/);
        assert.doesNotMatch(reason(`${unified}; CGROUP=v2; hands_on() { true; }`), /cgroup/);
        assert.match(reason(`${asRoot}; has_command() { [ "$1" != apt-get ]; }`), /^real nodes need apt-get.*\n$/);
    });
});

describe("the versions in toolchain/versions.sh", () => {
    const text = readFileSync(join(root, "toolchain", "versions.sh"), "utf8");
    const version = (name: string) => new RegExp(`^${name}=(.+)$`, "m").exec(text)?.[1];
    const packages: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

    it("of the plugins are exactly those of their npm packages", () => {
        assert.equal(version("PULUMI_KUBERNETES_VERSION"), at(packages, "dependencies", "@pulumi/kubernetes"));
        assert.equal(version("PULUMI_RANDOM_VERSION"), at(packages, "dependencies", "@pulumi/random"));
    });

    it("of RIG's image is the program's default", () => {
        assert.equal(version("RIG_IMAGE"), `docker.io/${imageReference({})}`);
    });

    it("of Pulumi and Node.js are what the program needs", () => {
        assert.equal(version("PULUMI_MIN"), at(packages, "dependencies", "@pulumi/pulumi"));
        assert.equal(`>=${version("NODE_MIN") ?? ""}`, `${String(at(packages, "engines", "node"))}.0`);
    });
});

describe("the plugin's own package.json", () => {
    const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(root, ...path, "package.json"), "utf8"));
    const [all, plugin] = [read(), read("components")];

    it("has the package's name and version, and the same versions of what the component needs", () => {
        assert.equal(at(plugin, "name"), at(all, "name"));
        assert.equal(at(plugin, "version"), at(all, "version"));
        const needed = at(plugin, "dependencies");
        assert.ok(isRecord(needed) && Object.keys(needed).length > 4);
        for (const [name, version] of Object.entries(needed)) {
            const own = at(all, "dependencies", name) ?? at(all, "devDependencies", name);
            assert.equal(version, own, name);
        }
    });
});
