// Writes the manifests of a stack into a folder, by an update of a temporary state.
// Usage: node render.mjs <project folder> <stack> <output folder> <"yes" to render secrets, or nothing>
//
// Of the stack's own state, in the backend of the environment, it only reads the generated values. It asks no cluster.
import { execFileSync } from "node:child_process";
import {
    cpSync,
    existsSync,
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse, stringify } from "yaml";

const [project, stack, output, secrets = ""] = process.argv.slice(2);
const root = fileURLToPath(new URL("../..", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "rig-render-"));
const files = join(temporary, "files");
const livePath = join(temporary, "live.json");

class UserError extends Error {}

let changesFiles = false;

function pulumi(args, environment, input) {
    try {
        return execFileSync("pulumi", args, {
            env: { ...process.env, ...environment },
            input,
            encoding: "utf8",
            maxBuffer: 256 * 1024 * 1024,
            stdio: ["pipe", "pipe", "pipe"],
        });
    } catch (error) {
        const printed = `${error.stdout ?? ""}${error.stderr ?? error.message}`;
        const diagnostics = /^Diagnostics:\n(.*?)(?:^Resources:|$(?![^]))/ms.exec(printed)?.[1];
        throw new UserError((diagnostics ?? printed).trim());
    }
}

// The temporary state gets the values that are generated once, as the cookie and the key of the fingerprints. It gets none
// of the cluster's objects, so that the update renders all of them.
const isKept = ({ type }) => !type.startsWith("kubernetes:") && type !== "pulumi:providers:kubernetes";
const isGenerated = ({ type }) => type.startsWith("random:");

const exported = (...options) =>
    pulumi(["stack", "export", "--stack", stack, ...options], { PULUMI_OPTION_CWD: project });
const exportedState = () => JSON.parse(exported());

function liveState() {
    const state = exportedState();
    writeFileSync(livePath, exported("--show-secrets"), { mode: 0o600 });
    const resources = (state.deployment.resources ?? []).filter(isKept);
    return { ...state, deployment: { ...state.deployment, resources, pending_operations: [] } };
}

function generatedUrns(state) {
    return (state.deployment.resources ?? []).filter(isGenerated).map(({ urn }) => urn);
}

// The consumer groups of the live stack, if there is one: the random id in their names, and the groups that the gateway
// continues. They are no secret.
function liveGroups() {
    try {
        const resources = exportedState().deployment.resources ?? [];
        const groups = resources.find(({ urn }) => urn.endsWith("::gateway-broker-groups"));
        return groups && JSON.stringify(groups.outputs);
    } catch (error) {
        if (error instanceof UserError && error.message.includes("no stack named")) {
            return undefined;
        }
        throw error;
    }
}

function requireLiveSecrets(live, used) {
    const missing = generatedUrns(used).filter((urn) => !generatedUrns(live).includes(urn));
    if (missing.length > 0) {
        const names = missing
            .map((urn) => urn.split("::").at(-1))
            .sort()
            .join(", ");
        throw new UserError(
            `the live stack ${stack} has no ${names} yet, so its secrets can't be rendered.\n` +
                `  First: make up STACK=${stack}. Or render without SECRETS=yes.`,
        );
    }
}

function render() {
    const copy = join(temporary, "project");
    const state = join(temporary, "state");
    mkdirSync(state);
    mkdirSync(files);
    cpSync(project, copy, { recursive: true });
    const projectFile = readFileSync(join(copy, "Pulumi.yaml"), "utf8");
    const main = `main: ${JSON.stringify(join(root, "render.ts"))}\n`;
    writeFileSync(join(copy, "Pulumi.yaml"), `${projectFile.replace(/^main:.*\n/m, "")}\n${main}`);
    const live = secrets === "yes" ? liveState() : undefined;
    const environment = {
        PULUMI_BACKEND_URL: pathToFileURL(state).href,
        PULUMI_OPTION_CWD: copy,
        // The provider refuses to write files while KUBECONFIG names a cluster.
        KUBECONFIG: undefined,
        RIG_RENDER_DIRECTORY: files,
        RIG_RENDER_LIVE: live && livePath,
        RIG_RENDER_GROUPS: live === undefined ? liveGroups() : undefined,
    };
    pulumi(["stack", "init", stack], environment);
    if (live !== undefined) {
        pulumi(["stack", "import", "--stack", stack], environment, JSON.stringify(live));
    }
    pulumi(["up", "--stack", stack, "--yes", "--skip-preview", "--suppress-outputs", "--color", "never"], environment);
    if (live !== undefined) {
        requireLiveSecrets(live, JSON.parse(pulumi(["stack", "export", "--stack", stack], environment)));
    }
}

// kubectl applies the files of a folder in the order of their names. So the objects that the pods need come before the
// Deployment.
const firstKinds = ["Namespace", "ServiceAccount", "NetworkPolicy", "ConfigMap", "Secret", "Certificate", "Service"];
const lastKinds = ["PodDisruptionBudget", "Deployment"];

function rank(kind) {
    const position = [...firstKinds, "", ...lastKinds].indexOf(kind);
    return position === -1 ? firstKinds.length : position;
}

const marker = `# Rendered by make render from stack ${stack}. Change the stack's configuration and render again.\n`;

const secretHint = `#
# A Secret that the Deployment needs, without its values: kubectl, Argo CD and Flux ignore a file of this name. Create a
# Secret of this name and with these keys in the namespace, for instance by External Secrets (https://external-secrets.io)
# or Sealed Secrets (https://github.com/bitnami-labs/sealed-secrets). With SECRETS=yes, make render writes the Secret with
# the values that the stack has.
`;

function withStringData({ data, ...secret }) {
    const texts = Object.entries(data ?? {}).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]);
    return { ...secret, stringData: Object.fromEntries(texts) };
}

// The names of some objects end in a hash of their content. The names of their files don't, so that a change keeps the
// name.
function manifest(text) {
    const object = parse(text);
    const { kind, metadata, immutable } = object;
    if (metadata.annotations?.["config.kubernetes.io/local-config"] === "true") {
        return undefined;
    }
    const isSuffixed = immutable || kind === "NetworkPolicy";
    const name = isSuffixed ? metadata.name.replace(/-[0-9a-f]{10}$/, "") : metadata.name;
    const isExample = kind === "Secret" && secrets !== "yes";
    return {
        name: `${rank(kind)}-${kind.toLowerCase()}-${name}.yaml${isExample ? ".example" : ""}`,
        text: marker + (isExample ? secretHint + stringify(withStringData(object)) : text),
        mode: kind === "Secret" && !isExample ? 0o600 : 0o644,
    };
}

function manifests() {
    const folders = ["0-crd", "1-manifest"].map((folder) => join(files, folder)).filter(existsSync);
    return folders
        .flatMap((folder) => readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")))
        .flatMap((text) => manifest(text) ?? [])
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const isRenderedFile = (path) => lstatSync(path).isFile() && readFileSync(path, "utf8").startsWith(marker);

// A file of the user in the output folder is found before the first file is written, and each file appears as a whole.
function write(rendered) {
    const path = (name) => join(output, name);
    const names = rendered.map(({ name }) => name);
    const foreignFile = names.map(path).find((each) => existsSync(each) && !isRenderedFile(each));
    if (foreignFile !== undefined) {
        throw new UserError(
            `${foreignFile} is not from a rendering of stack ${stack}, and would be overwritten.\n` +
                "  Move it away, or choose another folder with DIR=…",
        );
    }
    mkdirSync(output, { recursive: true });
    const stale = readdirSync(output)
        .filter((name) => /\.yaml(\.example)?$/.test(name) && !names.includes(name))
        .filter((name) => isRenderedFile(path(name)));
    const staging = mkdtempSync(join(output, ".rendering-"));
    try {
        for (const { name, text, mode } of rendered) {
            writeFileSync(join(staging, name), text, { mode });
        }
        changesFiles = true;
        for (const name of names) {
            renameSync(join(staging, name), path(name));
        }
    } finally {
        rmSync(staging, { recursive: true, force: true });
    }
    for (const name of stale) {
        rmSync(path(name));
    }
    return { written: names, removed: stale };
}

function requireFolder() {
    if (existsSync(output) && !statSync(output).isDirectory()) {
        throw new UserError(`${output} is no folder. Choose one with DIR=…`);
    }
}

try {
    requireFolder();
    render();
    const { written, removed } = write(manifests());
    console.log([...written, ...removed.map((name) => `${name} (removed, no longer rendered)`)].join("\n"));
} catch (error) {
    if (!(error instanceof UserError) && error.code === undefined) {
        throw error;
    }
    const outcome = changesFiles
        ? "Some of the files may be old, others new: render once more."
        : "Nothing was written.";
    console.error(`error: ${error.message}\n  ${outcome}`);
    process.exitCode = 1;
} finally {
    rmSync(temporary, { recursive: true, force: true });
}
