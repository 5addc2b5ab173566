import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { TestStack } from "./stack";

/** What docs/clusters.md says is left in the temporary folder of plain Pulumi. */
describe("copies of the kubeconfig in the temporary folder", () => {
    const path = String(process.env.KUBECONFIG);
    const bare = { "rig:replicas": 1, "rig:minReadySeconds": 0 };
    const named = { ...bare, "rig:kubernetes": { context: process.env.RIG_CONTEXT } };
    let stack: TestStack;
    let folder: string;
    const copies = () => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(isKubeconfig);
    const isKubeconfig = (name: string) => /(^|\/)kubeconfig[^/]*$/.test(name);

    before(async () => {
        stack = await TestStack.create("kubeconfig", bare);
    });

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "rig-"));
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("there are none of one that KUBECONFIG names", async () => {
        await stack.preview({ TMPDIR: folder });
        // Of several files, as kubectl takes them, one may be missing.
        await stack.up({ TMPDIR: folder, KUBECONFIG: ["/nowhere", path].join(delimiter) });
        await stack.shell(`TMPDIR=${folder} pulumi refresh --stack ${stack.name} --yes`);
        assert.deepEqual(copies(), []);
    });

    it("there are some of one in rig:kubeconfig, as a path or a text, for its user alone", async () => {
        stack.configure({ ...named, "rig:kubeconfig": path });
        await stack.up({ TMPDIR: folder, KUBECONFIG: "" });
        assert.notEqual(copies().length, 0);
        const ofPath = copies();
        stack.configure(named);
        await stack.setSecret("rig:kubeconfig", readFileSync(path, "utf8"));
        await stack.up({ TMPDIR: folder, KUBECONFIG: "" });
        assert.ok(copies().length > ofPath.length);
        assert.ok(copies().every((name) => (statSync(join(folder, name)).mode & 0o077) === 0));
    });

    it("there are none left after the steps of docs/clusters.md for rig:kubeconfig", async () => {
        await stack.shell(
            `export TMPDIR=${folder} KUBECONFIG=
            export TMPDIR=$(mktemp -d); trap 'rm -rf "$TMPDIR"' EXIT
            pulumi preview --stack ${stack.name}
            pulumi destroy --stack ${stack.name} --yes`,
        );
        assert.deepEqual(copies(), []);
    });
});
