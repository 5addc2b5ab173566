import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
    cpSync,
    existsSync,
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    realpathSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const noProcess = "999999999:1";

describe("make's locks", () => {
    let clone: string;
    const work = (...path: string[]) => join(clone, ".work", ...path);
    const hasLock = (...path: string[]) => lstatSync(work(...path), { throwIfNoEntry: false }) !== undefined;

    beforeEach(() => {
        clone = realpathSync(mkdtempSync(join(tmpdir(), "rig-")));
        cpSync(join(root, "toolchain"), join(clone, "toolchain"), {
            recursive: true,
            filter: (path) => !path.endsWith("modules"),
        });
        for (const name of ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"]) {
            cpSync(join(root, name), join(clone, name));
        }
        mkdirSync(work("local"), { recursive: true });
    });

    afterEach(() => {
        rmSync(clone, { recursive: true });
    });

    const environment = { ...process.env, STACK: "dev", CONTEXT: "", CLUSTER: "", IMAGE: "" };
    const prelude = ". toolchain/lib/command.sh; choose_workspace";
    const run = (script: string) =>
        spawnSync("bash", ["-c", `${prelude}; ${script}`], {
            cwd: clone,
            encoding: "utf8",
            // At a socket bash takes itself for a remote login's.
            stdio: ["ignore", "pipe", "pipe"],
            env: environment,
        });
    const clean = () =>
        spawnSync("toolchain/commands/clean.sh", {
            cwd: clone,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
            env: environment,
        });
    const start = (script: string) => {
        const child = spawn("bash", ["-c", `${prelude}; ${script}`], { cwd: clone, env: environment });
        const output = new Promise<string>((resolve) => {
            let text = "";
            child.stdout.on("data", (data: Buffer) => (text += data.toString()));
            child.on("close", () => {
                resolve(text);
            });
        });
        return { child, output };
    };
    const untilLocked = async (...path: string[]) => {
        while (!hasLock(...path)) {
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
    };

    it("refuse a second make, and name the first one and the lock's file", async () => {
        const first = start("lock_workspace; read -r line");
        await untilLocked("local.lock");
        const second = run("lock_workspace");
        assert.equal(second.status, 1);
        assert.equal(
            second.stderr,
            `error: another make works on .work/local already (process ${String(first.child.pid)}).\n` +
                `  Wait until it has ended. Its lock: ${work("local.lock")}\n`,
        );
        first.child.stdin.end();
        await first.output;
        assert.ok(!hasLock("local.lock"));
    });

    it("don't take another process with the same id for the one that was killed", () => {
        for (const left of [`${process.pid}:1`, noProcess, String(process.pid)]) {
            symlinkSync(left, work("local.lock"));
            const { status, stderr } = run("lock_workspace; readlink .work/local.lock");
            assert.equal(status, 0, stderr);
            assert.ok(!hasLock("local.lock"));
        }
    });

    it("that were left are taken by one of those that find them", async () => {
        for (let round = 0; round < 5; round++) {
            symlinkSync(noProcess, work("local.lock"));
            // As if one had been killed while it removed the lock.
            symlinkSync(noProcess, work(`local.lock.${noProcess}`));
            const all = Array.from({ length: 6 }, () =>
                start("if take_lock .work/local.lock; then echo taken; sleep 2; else echo refused; fi"),
            );
            const said = (await Promise.all(all.map(({ output }) => output))).sort();
            assert.deepEqual(said, [...Array<string>(5).fill("refused\n"), "taken\n"]);
            assert.deepEqual(readdirSync(work()), ["local"]);
        }
    }).timeout(60_000);

    it("let others wait for the project copy, which one has for moments only", async () => {
        const first = start('with_project_lock read -r line; echo "$line"');
        await untilLocked("local", "project.lock");
        const second = start("update_project; echo updated");
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.ok(!existsSync(work("local", "project", "Pulumi.dev.yaml")));
        first.child.stdin.end("go on\n");
        assert.equal(await first.output, "go on\n");
        assert.equal(await second.output, "updated\n");
        assert.ok(existsSync(work("local", "project", "Pulumi.dev.yaml")));
    });

    it("keep make clean and all others from each other", async () => {
        const first = start("lock_workspace; read -r line");
        await untilLocked("local.lock");
        assert.match(clean().stderr, /^error: another make works on \.work\/local already \(process \d+\)\.\n/);
        first.child.stdin.end();
        await first.output;
        const cleaning = start("lock_for_clean; read -r line");
        await untilLocked("clean.lock");
        for (const script of ["lock_workspace", "update_project"]) {
            assert.match(run(script).stderr, /^error: another make removes all already \(process \d+\)\.\n/);
        }
        cleaning.child.stdin.end();
        await cleaning.output;
    });

    it("say when a lock can't be made", () => {
        const { status, stderr } = run("take_lock /nowhere/x.lock");
        assert.equal(status, 1);
        assert.match(stderr, /^error: the lock \/nowhere\/x\.lock can't be made: .*No such file/);
    }).timeout(30_000);

    describe("make clean", () => {
        const project = (workspace: string, stack: string, text: string) => {
            mkdirSync(work(workspace, "project"), { recursive: true });
            writeFileSync(work(workspace, "project", `Pulumi.${stack}.yaml`), text);
        };

        it("removes what was left by a killed make, and the folder with it", () => {
            symlinkSync(noProcess, work("local.lock"));
            run("update_project");
            mkdirSync(join(clone, "node_modules"));
            const { status, stderr } = clean();
            assert.equal(status, 0, stderr);
            assert.deepEqual(readdirSync(clone).sort(), [
                "Pulumi.dev.yaml",
                "Pulumi.prod.yaml",
                "Pulumi.yaml",
                "toolchain",
            ]);
        });

        it("refuses to lose what pulumi config set has written, and says how to keep it", () => {
            run("update_project");
            project("context-a", "prod", "config:\n    rig:secretSettings:\n        NAME: {secure: v1:abc}\n");
            writeFileSync(work("context-a", "context"), "a $(b) 'c\n");
            const { status, stderr } = clean();
            assert.equal(status, 1);
            assert.match(stderr, /\| {1,2}-? *NAME: \{secure: v1:abc\}/);
            assert.match(stderr, /is in make's copy only\. Nothing was removed\./);
            assert.ok(stderr.includes(`make -s env STACK=prod CONTEXT='a $(b) '\\''c')" && pulumi config`), stderr);
            assert.ok(stderr.includes(`rm ${work("context-a", "project", "Pulumi.prod.yaml")}\n`), stderr);
            assert.ok(!stderr.includes("Pulumi.dev.yaml"));
            assert.ok(existsSync(work("local", "project", "Pulumi.dev.yaml")));
            rmSync(work("context-a", "project", "Pulumi.prod.yaml"));
            assert.equal(clean().status, 0);
        });

        it("loses a copy that has nothing of its own, though the file has changed since", () => {
            run("update_project");
            writeFileSync(join(clone, "Pulumi.dev.yaml"), "config:\n    rig:replicas: 4\n");
            assert.equal(clean().status, 0);
        });

        it("refuses to lose the passphrase of secrets in a stack file", () => {
            writeFileSync(work("local", "passphrase"), "secret");
            writeFileSync(join(clone, "Pulumi.dev.yaml"), "config:\n    rig:kubeconfig:\n        secure: v1:abc\n");
            const { status, stderr } = clean();
            assert.equal(status, 1);
            assert.match(stderr, /passphrase of the secrets in Pulumi\.dev\.yaml is in \.work, and nowhere else/);
            assert.ok(existsSync(work("local", "passphrase")));
            writeFileSync(join(clone, "Pulumi.dev.yaml"), "config:\n    # secure: none\n");
            assert.equal(clean().status, 0);
        });
    });
});
