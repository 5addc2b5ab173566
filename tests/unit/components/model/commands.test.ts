import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { commands } from "../../../../components/model/commands";

describe("commands", () => {
    const made = commands({
        context: "it's mine",
        namespace: "n",
        deployment: "d",
        service: "s",
        selector: { a: "b" },
        cookieSecret: { name: "c", key: "dots.in.key" },
        adminPort: 4010,
    });

    it("reach a shell as they are meant, whatever the context is called", () => {
        for (const command of Object.values(made)) {
            const words = execFileSync("bash", ["-c", `kubectl() { printf '%s\\n' "$@"; }; ${command}`], {
                encoding: "utf8",
            });
            assert.deepEqual(words.split("\n").slice(0, 4), ["--context", "it's mine", "-n", "n"]);
        }
    });

    it("have nothing in them that a shell runs, whatever the objects are called", () => {
        const evil = "$(echo ran >&2); `echo ran >&2` 'x";
        const made = commands({
            context: evil,
            namespace: evil,
            deployment: evil,
            service: evil,
            selector: { [evil]: evil },
            cookieSecret: { name: evil, key: evil },
            adminPort: 4010,
        });
        for (const command of Object.values(made)) {
            const { stdout, stderr } = spawnSync("bash", ["-c", `kubectl() { printf '%s\n' "$@"; }; ${command}`], {
                encoding: "utf8",
            });
            assert.equal(stderr, "");
            assert.deepEqual(stdout.split("\n").slice(0, 4), ["--context", evil, "-n", evil]);
        }
    });

    it("ask a node for its peers without the helper that asks", () => {
        assert.match(
            made.members,
            /exec deployment\/d -c rig -- \/opt\/sites\/rig\/bin\/rig rpc 'for n <- Node\.list\(\), .*"rig@"/,
        );
    });

    it("name no context when none is known", () => {
        assert.match(
            commands({
                context: undefined,
                namespace: "n",
                deployment: "d",
                service: "s",
                selector: {},
                cookieSecret: { name: "c", key: "k" },
                adminPort: 1,
            }).pods,
            /^kubectl -n n /,
        );
    });
});
