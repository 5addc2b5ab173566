import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { checkScript } from "../../../../components/formation/script";

// Three pods, all at the one server: which of them is meant, it tells from the host in the request.
const [one, two, three] = ["127.0.0.1", "localhost", "0.0.0.0"] as const;

/** RIG's metrics of a node that is connected to these: what is up, what isn't, and helpers in the same pod. */
const metricsOf = (peers: readonly string[]) =>
    [
        "# TYPE erlang_vm_dist_node_state gauge",
        ...peers.map((peer) => `erlang_vm_dist_node_state{peer="rig@${peer}"} 3`),
        'erlang_vm_dist_node_state{peer="rig@10.8.8.8"} 1',
        'erlang_vm_dist_node_state{peer="rig_maint_4@10.8.8.8"} 3',
        'erlang_vm_dist_node_state{peer="kinesis-client@rig-5d8"} 3',
        'erlang_vm_dist_recv_bytes{peer="rig@10.8.8.8"} 3',
        "",
    ].join("\n");

/** What a pod answers: the nodes that its node is connected to, a status code, or nothing at all. */
type Answer = readonly string[] | number | "nothing";

describe("the script of the cluster check", () => {
    let server: Server;
    let port: number;
    let folder: string;
    let release: string;
    let answers: Record<string, Answer>;

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "rig-"));
        release = join(folder, "release");
        server = createServer(({ url, headers, socket }, response) => {
            const answer = answers[headers.host ?? ""] ?? "nothing";
            if (answer === "nothing") {
                socket.destroy();
                return;
            }
            response.statusCode = url !== "/metrics" ? 400 : typeof answer === "number" ? answer : 200;
            response.end(typeof answer === "number" ? "the 200 answers" : metricsOf(answer));
        });
        await new Promise<void>((resolve) => server.listen(0, resolve));
        const address = server.address();
        port = typeof address === "object" && address !== null ? address.port : 0;
        // Some systems have no command of this name; time limits are no matter here.
        command("timeout", 'shift; exec "$@"');
    });

    after(() => {
        server.close();
        rmSync(folder, { recursive: true });
    });

    function command(name: string, script: string): void {
        const path = join(folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `#!/bin/sh\n${script}\n`);
        chmodSync(path, 0o755);
    }

    /** Runs the script with a resolver that says this, or ends like this. */
    async function check(
        dns: readonly string[] | { exitCode: number; says?: string },
        wanted: number,
        { steady = 0, patience = 0, most = wanted } = {},
    ): Promise<{ exitCode: number | null; said: string }> {
        const [says, exitCode] = "exitCode" in dns ? [dns.says ?? "", dns.exitCode] : [dns.join("\n"), 0];
        command("erl", `[ "$6 $7" = "-extra headless.test" ] || exit 9\nprintf '%s\\n' '${says}'\nexit ${exitCode}`);
        return run(
            ["headless.test", port, wanted, steady, patience, ...(most > wanted ? [most] : [])],
            `${folder}:${String(process.env.PATH)}`,
        );
    }

    /** Runs the script with these arguments and this PATH; the image's release is in a folder of the test. */
    async function run(args: readonly (string | number)[], path: string) {
        const script = checkScript.replace("RELEASE=/opt/sites/rig", `RELEASE='${release}'`);
        const child = spawn("/bin/bash", ["-c", script, "cluster-check", ...args.map(String)], {
            env: { PATH: path },
            stdio: ["ignore", "pipe", "pipe"],
        });
        const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
        const said = await Promise.all([text(child.stdout), text(child.stderr)]);
        return { exitCode: await ended, said: said.join("") };
    }

    it("says that a cluster is formed", async () => {
        answers = { [one]: [two, three], [two]: [one, three], [three]: [one, two] };
        const { exitCode, said } = await check([one, two, three], 3);
        assert.equal(
            said,
            [
                "Pods: 3, wanted: 3.",
                ...[one, two, three].map((each) => `  ${each}: connected to 2 of 2 others`).sort(),
                "The cluster is formed: each of the 3 nodes is connected to all others.",
                "",
            ].join("\n"),
        );
        assert.equal(exitCode, 0);
    });

    it("is content with any number between the smallest and the largest", async () => {
        answers = { [one]: [two, three], [two]: [one, three], [three]: [one, two] };
        // Steadily formed is what ends before the patience does.
        const began = Date.now();
        const { exitCode, said } = await check([one, two, three], 2, { steady: 1, patience: 60, most: 3 });
        assert.match(said, /^Pods: 3, wanted: 2\.\n[^]*each of the 3 nodes/);
        assert.equal(exitCode, 0);
        assert.ok(Date.now() - began < 50_000);
    });

    it("says that a cluster of one is formed", async () => {
        answers = { [one]: [] };
        const { exitCode, said } = await check([one], 1);
        assert.match(said, /connected to 0 of 0 others\nThe cluster is formed: it is one node\.\n$/);
        assert.equal(exitCode, 0);
    });

    it("looks again until the cluster is formed, and stays so", async () => {
        answers = { [one]: [], [two]: [] };
        setTimeout(() => (answers = { [one]: [two], [two]: [one] }), 500);
        const { exitCode, said } = await check([one, two], 2, { steady: 1, patience: 60 });
        assert.match(said, /^Pods: 2, wanted: 2\.\n[^]*The cluster is formed/);
        assert.equal(exitCode, 0);
    });

    it("tells who misses whom", async () => {
        answers = { [one]: [two], [two]: [one], [three]: [] };
        const { exitCode, said } = await check([one, two, three], 3);
        assert.match(said, /^ {2}127\.0\.0\.1: connected to 1 of 2 others, misses 0\.0\.0\.0$/m);
        assert.match(said, /^ {2}0\.0\.0\.0: connected to 0 of 2 others, misses 127\.0\.0\.1 localhost$/m);
        assert.match(
            said,
            /^Likely causes:\n {2}policy, cookie or host: .*make check tells\.\nThe cluster is NOT formed\.$/m,
        );
        assert.equal(exitCode, 1);
    });

    it("says that pods are missing", async () => {
        answers = { [one]: [] };
        const { exitCode, said } = await check([one], 2);
        assert.match(said, /^Pods: 1, wanted: 2\.$/m);
        assert.match(said, /^ {2}pods: DNS names 1, 2 are wanted: /m);
        assert.equal(exitCode, 1);
    });

    it("puts up with pods that are going away, if they are connected", async () => {
        answers = { [one]: [two, "10.9.9.9"], [two]: [one] };
        const { exitCode, said } = await check([one, two], 1);
        assert.match(said, /^ {2}Connected, and not named by DNS: rig@10\.9\.9\.9$/m);
        assert.match(said, /formed: each of the 2 nodes/);
        assert.equal(exitCode, 0);
    });

    for (const [dns, exitCode, cause] of [
        [
            "has no such name",
            2,
            /DNS: the name headless\.test isn't known, so no node finds another one\. Is clusterDomain/,
        ],
        ["doesn't answer", 3, /DNS: there is no answer for headless\.test: a policy .*: see networkPolicy\.dns\./],
        ["fails", 4, /DNS: headless\.test can't be looked up: servfail/],
    ] as const) {
        it(`can't tell when DNS ${dns}`, async () => {
            const { exitCode: code, said } = await check({ exitCode, says: exitCode === 4 ? "servfail" : "" }, 2);
            assert.match(said, /^Pods: not known, wanted: 2\.$/m);
            assert.match(said, cause);
            assert.match(said, /can't be told\.\n$/);
            assert.equal(code, 2);
        });
    }

    it("can't tell when a pod doesn't answer, or has no metrics", async () => {
        answers = { [one]: 404, [two]: "nothing" };
        const { exitCode, said } = await check([one, two], 2);
        assert.match(said, /^ {2}127\.0\.0\.1: can't be asked: \/metrics answers 404\. Are metrics switched off\?$/m);
        assert.match(said, new RegExp(`^  localhost: can't be asked: it doesn't answer on port ${port}$`, "m"));
        assert.match(said, /^ {2}policy: where nothing answers/m);
        assert.match(said, /can't be told\.\n$/);
        assert.equal(exitCode, 2);
    });

    it("can't tell when one of its own commands fails", async () => {
        answers = { [one]: [], [two]: [] };
        command("sort", "cat >/dev/null; echo no space left >&2; exit 1");
        try {
            const { exitCode, said } = await check([one, two], 2);
            assert.equal(said, "no space left\n");
            assert.equal(exitCode, 2);
        } finally {
            rmSync(join(folder, "sort"));
        }
    });

    describe("in an image without the command erl on PATH", () => {
        /** The other commands of the image. */
        let image: string;

        before(() => {
            image = join(folder, "image");
            mkdirSync(image);
            for (const name of ["bash", "cat", "cut", "grep", "sleep", "sort"]) {
                const found = execFileSync("bash", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
                symlinkSync(found, join(image, name));
            }
            command("image/timeout", 'shift; exec "$@"');
        });

        it("says that it can't run where the release has none, either", async () => {
            const { exitCode, said } = await run(["headless.test", port, 1, 0, 0], image);
            assert.match(said, /there is no command erl, neither on PATH nor in \S+release\/erts-\*\/bin\. Switch/);
            assert.equal(exitCode, 2);
        });

        it("asks the release's own, which is told its boot file and its libraries", async () => {
            const boot = `-boot ${release}/bin/start_clean -boot_var ERTS_LIB_DIR ${release}/lib -noinput`;
            command("release/erts-10.7/bin/erl", `[ "$1 $2 $3 $4 $5 $6" = "${boot}" ] || exit 9\necho ${one}`);
            answers = { [one]: [] };
            const { exitCode, said } = await run(["headless.test", port, 1, 0, 0], image);
            assert.match(said, /The cluster is formed: it is one node\.\n$/);
            assert.equal(exitCode, 0);
        });
    });

    it("says the essential in what Kubernetes keeps, for the largest gateway", async () => {
        answers = { [one]: [] };
        const many = [one, ...Array.from({ length: 99 }, (_, index) => `127.0.0.${index + 2}`)];
        const { exitCode, said } = await check(many, 100);
        assert.equal(exitCode, 1);
        assert.match(said.slice(-2048), /^Likely causes:[^]*NOT formed\.\n$/m);
        assert.match(said, /^ {2}127\.0\.0\.1: connected to 0 of 99 others, misses \S+ \S+ \S+ and 96 more$/m);
    });
});
