import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { imageReference } from "../../components/model/image";
import { isRecord } from "../../components/validation/record";
import { at } from "./at";

const root = join(__dirname, "..", "..");

/** Runs a script in the repository's folder. Its input isn't a socket, at which bash takes itself for a remote login's. */
const bash = (script: string, env: NodeJS.ProcessEnv = process.env) =>
    spawnSync("bash", ["-euo", "pipefail", "-c", script], {
        cwd: root,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        env,
    });

/** All functions of the toolchain. */
const toolchain = ". toolchain/lib/command.sh";
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

    it("of the toolchain are commands and programs, which are executable, or libraries, which aren't", () => {
        const own = scripts.filter((script) => script.startsWith("toolchain/") && !script.includes("/modules/"));
        for (const script of own) {
            const isProgram = ["commands", "libexec"].includes(basename(dirname(script)));
            const isExecutable = (statSync(join(root, script)).mode & 0o111) !== 0;
            const hasInterpreter = readFileSync(join(root, script), "utf8").startsWith("#!");
            assert.deepEqual([isExecutable, hasInterpreter], [isProgram, isProgram], script);
        }
    });

    it("of the commands are the targets of the Makefile, which make help describes", () => {
        const commands = readdirSync(join(root, "toolchain", "commands")).filter((name) => name.endsWith(".sh"));
        const names = commands.map((name) => basename(name, ".sh")).sort();
        const targets = /^\.PHONY: help (.*)$/m.exec(readFileSync(join(root, "Makefile"), "utf8"))?.[1];
        assert.deepEqual(targets?.split(" ").sort(), names);
        const help = readFileSync(join(root, "toolchain", "commands", "help.txt"), "utf8");
        assert.deepEqual(Array.from(help.matchAll(/^make (\S+)/gm), ([, name]) => name).sort(), names);
    });
});

describe("where real nodes can't run", () => {
    /** What is said on a machine on which these functions stand in for commands. */
    const reason = (functions: string) => {
        const script = `. toolchain/lib/common.sh; . toolchain/clusters/real/requirements.sh; ${functions}; unmet_requirement`;
        return execFileSync("bash", ["-c", script], { cwd: root, encoding: "utf8" });
    };

    it("one line says why", () => {
        assert.equal(reason("uname() { echo Darwin; }"), "real nodes need Linux\n");
        const linux = "uname() { echo Linux; }";
        assert.match(reason(`${linux}; id() { echo 1000; }`), /^real nodes need root.*\n$/);
        const asRoot = `${linux}; id() { echo 0; }; has_cgroup_v1() { true; }`;
        const unified = `${asRoot}; has_cgroup_v1() { false; }`;
        assert.match(reason(unified), /^real nodes were only ever tried with cgroup v1, .*; CGROUP=v2 tries it\n$/);
        const none = `${unified}; CGROUP=v2; delegates_controllers() { false; }`;
        assert.match(reason(none), /^real nodes need the controllers .* cgroup v2\n$/);
        assert.doesNotMatch(reason(`${unified}; CGROUP=v2; delegates_controllers() { true; }`), /cgroup/);
        assert.match(reason(`${asRoot}; has_command() { [ "$1" != apt-get ]; }`), /^real nodes need apt-get.*\n$/);
    });
});

describe("the local cluster", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "rig-"));
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    const processes = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok-controller"];

    /** Runs a script with a cluster whose processes are files: what ends is a file less, and kwokctl makes them all. */
    const run = (script: string) => {
        for (const name of processes) {
            writeFileSync(join(folder, name), "");
        }
        const standIns = `LOGS=${folder}; WORKSPACE=${folder}/local; use_simulated_cluster ${folder}/local; CLUSTER_LOG=${folder}/log
            simulated_cluster_processes() { (cd ${folder} && ls | awk '/^(etcd|k)/ { print NR, $0 }'); }
            simulated_cluster_kwokctl() { echo "$@" >>${folder}/started; touch ${processes.map((name) => `${folder}/${name}`).join(" ")}; }
            simulated_cluster_kubectl() { echo "$@" >>${folder}/asked; }`;
        return bash(`${toolchain}; ${standIns}; ${script}`);
    };

    it("is given back a process that ends while a command works on it, which is named with its log", () => {
        const { status, stderr } = run(
            `TARGET=local; run_on_target bash -c 'rm ${folder}/kube-controller-manager; sleep 4; ls ${folder}/kube-controller-manager >&2'`,
        );
        assert.equal(status, 0, stderr);
        assert.match(
            stderr,
            /^Local cluster: kube-controller-manager has ended, and is started again\. Its log: .*\/logs\/kube-controller-manager\.log\n/,
        );
        assert.equal(readFileSync(join(folder, "started"), "utf8"), "start cluster\n");
        assert.ok(!existsSync(join(folder, "asked")));
    }).timeout(30_000);

    it("is given back one that ended before it answers, and kwok without the leases of the one before", () => {
        const { status, stderr } = run(
            `rm ${folder}/kwok-controller ${folder}/kube-scheduler; wait_for_simulated_cluster`,
        );
        assert.equal(status, 0, stderr);
        assert.match(stderr, /kube-scheduler has ended.*\nLocal cluster: kwok-controller has ended/);
        assert.match(readFileSync(join(folder, "asked"), "utf8"), /delete leases --namespace kube-node-lease --all\n$/);
        assert.ok(existsSync(join(folder, "kube-scheduler")));
    }).timeout(30_000);

    it("hands on how the command ended, and says nothing of a cluster that runs", () => {
        const { status, stderr } = run("TARGET=local; run_on_target bash -c 'sleep 3; exit 7'");
        assert.equal(status, 7);
        assert.equal(stderr, "");
        assert.ok(!existsSync(join(folder, "started")));
    }).timeout(30_000);
});

describe("make down", () => {
    /** What is said of a stack that was deployed with the first KUBECONFIG when there is the second now. */
    const said = (before: string, now: string) => {
        const folder = mkdtempSync(join(tmpdir(), "rig-"));
        const script = `WORKSPACE=${folder}; KUBECONFIG='${before}' record_kubeconfig; KUBECONFIG='${now}' require_recorded_kubeconfig`;
        const env = { ...process.env, STACK: "prod", CONTEXT: "eu" };
        const { stderr } = bash(`${toolchain}; choose_workspace; ${script}`, env);
        rmSync(folder, { recursive: true });
        return stderr;
    };

    it("insists on the KUBECONFIG of make up", () => {
        assert.equal(said("/a b", "/a b"), "");
        assert.equal(said("", ""), "");
        assert.equal(
            said("/a b", ""),
            "error: stack prod was deployed with KUBECONFIG='/a b', and elsewhere its context may be another cluster's. Nothing was changed.\n" +
                "  With the same: KUBECONFIG='/a b' make down STACK=prod CONTEXT=eu\n" +
                "  If it leads to the same cluster here, let make look, and note it: make up STACK=prod CONTEXT=eu\n",
        );
        assert.match(
            said("", "/a"),
            /deployed without KUBECONFIG, .*\n {2}With the same: env -u KUBECONFIG make down STACK=prod CONTEXT=eu\n/,
        );
    });
});

describe("the cluster of real nodes", () => {
    let folder: string;

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "rig-"));
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    /** What a script says that fails, with the functions of the toolchain. */
    const failure = (script: string, environment: Record<string, string> = {}) => {
        const env = { ...process.env, CONTEXT: "", CLUSTER: "", ...environment };
        const { status, stderr } = bash(`${toolchain}; ${script}`, env);
        assert.equal(status, 1, stderr);
        return stderr;
    };

    it("says which of its parts couldn't be made, and why", () => {
        const openssl = join(folder, "openssl");
        writeFileSync(openssl, "#!/bin/sh\necho 'no space left' >&2\nexit 3\n", { mode: 0o755 });
        const alone =
            "stop_real_cluster() { :; }; require_no_other_real_cluster() { :; }; real_cluster_runs() { false; }";
        const script = `LOGS='${folder}'; use_real_cluster '${folder}/test'; ${alone}; IMAGE_KEY=x; start_real_cluster cluster.local`;
        const said = failure(script, { PATH: `${folder}:${String(process.env.PATH)}` });
        assert.match(
            said,
            /\| no space left\nerror: the cluster .* doesn't start\. What failed: its keys and certificates\.\n/,
        );
        // Also where the caller looks at the exit code, which makes bash go on after what fails in a function.
        assert.equal(failure(`{ ${script}; } || exit 1`, { PATH: `${folder}:${String(process.env.PATH)}` }), said);
    });

    it("uses no packages of which a part couldn't be unpacked", () => {
        const [commands, cache] = [join(folder, "commands"), join(folder, "cache")];
        mkdirSync(commands);
        mkdirSync(join(cache, "rig-pulumi"), { recursive: true });
        const command = (name: string, script: string) => {
            writeFileSync(join(commands, name), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
        };
        command("apt-get", 'for each; do case $each in Dir::Cache::archives=*) touch "${each#*=}/x.deb" ;; esac; done');
        command("dpkg-deb", "tar -cf - -T /dev/null");
        const unpack = () =>
            spawnSync("toolchain/clusters/real/libexec/unpack-packages.sh", [join(folder, "unpacked"), "x"], {
                cwd: root,
                encoding: "utf8",
                env: { ...process.env, PATH: `${commands}:${String(process.env.PATH)}`, XDG_CACHE_HOME: cache },
            });
        command("find", "echo 'no space left' >&2; exit 1");
        const failed = unpack();
        assert.notEqual(failed.status, 0);
        assert.match(failed.stderr, /no space left/);
        assert.ok(!existsSync(join(folder, "unpacked")));
        rmSync(join(commands, "find"));
        const done = unpack();
        assert.equal(done.status, 0, done.stderr);
        assert.ok(existsSync(join(folder, "unpacked", "root", "wrapped")));
    });

    /** A docker archive that has this as its manifest.json. */
    const archive = (name: string, manifest: unknown) => {
        writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
        execFileSync("tar", ["-C", folder, "-cf", join(folder, name), "manifest.json"]);
        return join(folder, name);
    };
    const refusal = (IMAGE: string) => failure("CLUSTER=nodes; STACK=dev; choose_workspace", { IMAGE });

    it("refuses an IMAGE that is no archive of one image, in one message", () => {
        const lines = (text: string) =>
            new RegExp(`^error: IMAGE is '[^']+', ${text}\\n  It has to be .*docker save.*\\n$`);
        assert.match(refusal("/nowhere.tar"), lines("but there is no such file\\."));
        const noArchive = lines("which is no docker archive: it has no manifest\\.json that lists an image\\.");
        assert.match(refusal(join(root, "package.json")), noArchive);
        assert.match(refusal(archive("none.tar", [])), noArchive);
        assert.match(refusal(archive("other.tar", { name: "x" })), noArchive);
        const [one, two] = ["a:1", "b:2"].map((tag) => ({ Config: "c", RepoTags: [tag], Layers: [] }));
        assert.match(
            refusal(archive("two.tar", [one, two])),
            lines("which has several images, and one is needed: a:1 b:2 "),
        );
    }).timeout(60_000);

    it("takes one with several names or none", () => {
        for (const tags of [["a:1", "a:2"], null]) {
            const IMAGE = archive("one.tar", [{ Config: "c", RepoTags: tags, Layers: [] }]);
            const script = 'CLUSTER=nodes; STACK=dev; choose_workspace; echo "$ARGUMENTS" >&2; exit 1';
            assert.equal(failure(script, { IMAGE }), `STACK=dev CLUSTER=nodes IMAGE=${IMAGE}\n`);
        }
    });

    it("prints arguments to paste so that a shell takes them as they are", () => {
        const script = 'STACK=dev; choose_workspace; echo "$ARGUMENTS" >&2; exit 1';
        const said = (CONTEXT: string) => failure(script, { CONTEXT });
        assert.equal(said("arn:aws:eks:eu-1:1:cluster/x"), "STACK=dev CONTEXT=arn:aws:eks:eu-1:1:cluster/x\n");
        assert.equal(said("x; $(y) 'z'"), "STACK=dev CONTEXT='x; $(y) '\\''z'\\'''\n");
        const image = failure("STACK=dev; choose_workspace", { IMAGE: "$(y).tar" });
        assert.match(image, /make up CLUSTER=nodes IMAGE='\$\(y\)\.tar'\n/);
    });

    it("is what IMAGE is for, and no other cluster", () => {
        assert.match(
            failure("STACK=dev; choose_workspace", { IMAGE: "rig.tar" }),
            /^error: IMAGE is for a cluster of real nodes: make up CLUSTER=nodes IMAGE=rig\.tar\n/,
        );
    });
});

describe("the Makefile", () => {
    /** What make hands on to the script, or says. */
    const made = (args: string[], environment: NodeJS.ProcessEnv) => {
        const text = readFileSync(join(root, "Makefile"), "utf8").replace(
            "@toolchain/commands/$@.sh",
            "@env | grep '^CONTEXT='",
        );
        // The tests may be run by make themselves, which hands on what it was told.
        const handedOn = ["CONTEXT", "STACK", "CLUSTER", "IMAGE", "MAKEFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "MFLAGS"];
        const unset = Object.fromEntries(handedOn.map((name) => [name, undefined]));
        const env = { ...process.env, ...unset, ...environment };
        return spawnSync("make", ["-s", "-f", "-", "up", ...args], { encoding: "utf8", input: text, env });
    };

    it("takes values as they are", () => {
        assert.equal(made(["CONTEXT=a$b $(shell echo c)"], {}).stdout, "CONTEXT=a$b $(shell echo c)\n");
        assert.match(
            made([], { CONTEXT: "$(shell echo c)'" }).stderr,
            /CONTEXT is set in the environment\. .* make up CONTEXT='\$\(shell echo c\)'\\'''; or: unset CONTEXT\./,
        );
    });
});

describe("the versions in toolchain/lib/versions.sh", () => {
    const text = readFileSync(join(root, "toolchain", "lib", "versions.sh"), "utf8");
    const version = (name: string) => new RegExp(`^${name}=(.+)$`, "m").exec(text)?.[1];
    const packages: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

    it("of the plugins are exactly those of their npm packages", () => {
        assert.equal(version("PULUMI_KUBERNETES_VERSION"), at(packages, "dependencies", "@pulumi/kubernetes"));
        assert.equal(version("PULUMI_RANDOM_VERSION"), at(packages, "dependencies", "@pulumi/random"));
    });

    it("have another BUILD_REVISION when the program that builds the tools does something else", () => {
        const program = readFileSync(join(root, "toolchain", "libexec", "build-tool.sh"), "utf8");
        const commands = program.replace(/^#.*\n/gm, "");
        const known = {
            program: createHash("sha256").update(commands).digest("hex"),
            revision: version("BUILD_REVISION"),
        };
        // Where the built tools stay the same, the first line alone may change.
        assert.deepEqual(known, {
            program: "bfda7773b0f9fa8a41f5f0bd67291a60a9a1b6a5a17d15b961204638c05ed092",
            revision: '"cc52a4fd21e9f9d2597666c3f88905b5fab533e314e850e7d9434959a2c3b056  toolchain/build.sh"',
        });
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
