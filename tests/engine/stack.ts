import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { LocalWorkspace, type EngineEvent, type Stack } from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";
import { isRecord } from "../../components/validation/record";
import { at } from "../unit/at";
import { access } from "./kubectl";
import { passphrase, type Recording } from "./states/recordings";

const root = join(__dirname, "..", "..");

/** Configuration by its full key. */
export type Configuration = Record<string, unknown>;

/** What one run of the engine did, by kind of step, and said. */
export interface Result {
    readonly changes: Readonly<Record<string, number>>;
    readonly events: readonly EngineEvent[];
    readonly text: string;
}

/** A stack of the real program, on the real engine and the cluster of the environment (`KUBECONFIG`, `RIG_CONTEXT`). */
export class TestStack {
    private constructor(
        readonly name: string,
        /** Its project, with its stack file. */
        readonly folder: string,
        private readonly stack: Stack,
    ) {}

    /**
     * Makes the stack.
     *
     * @param configuration What its stack file says.
     * @param program Folder of the program; the repository's own by default.
     */
    static async create(name: string, configuration: Configuration, program = root): Promise<TestStack> {
        const folder = newProject(name, program);
        writeFileSync(join(folder, `Pulumi.${name}.yaml`), stringify({ config: configuration }));
        const stack = await LocalWorkspace.createOrSelectStack({ stackName: name, workDir: folder });
        return new TestStack(name, folder, stack);
    }

    /** Makes a stack of this name with a state of its own, as in another clone. */
    static async createElsewhere(name: string, configuration: Configuration, clone: string): Promise<TestStack> {
        const folder = newProject(`${name}-${clone}`, root);
        const backend = join(folder, "state");
        mkdirSync(backend, { recursive: true });
        writeFileSync(join(folder, `Pulumi.${name}.yaml`), stringify({ config: configuration }));
        const envVars = { PULUMI_BACKEND_URL: `file://${backend}` };
        const stack = await LocalWorkspace.createOrSelectStack({ stackName: name, workDir: folder }, { envVars });
        return new TestStack(name, folder, stack);
    }

    /**
     * Makes a recorded stack again, whose objects are in the cluster.
     *
     * @param program Folder of the program; the repository's own by default.
     */
    static async restore(recording: Recording, program = root): Promise<TestStack> {
        const { stack: name } = recording;
        const folder = newProject(name, program);
        copyFileSync(recording.stackFile, join(folder, `Pulumi.${name}.yaml`));
        const envVars = { PULUMI_CONFIG_PASSPHRASE: passphrase };
        const stack = await LocalWorkspace.createOrSelectStack({ stackName: name, workDir: folder }, { envVars });
        const restored = new TestStack(name, folder, stack);
        writeFileSync(join(folder, "state.json"), recording.state(await access()));
        await restored.shell(`pulumi stack import --stack ${name} --file state.json`);
        return restored;
    }

    /** The state, with its secrets encrypted. */
    async export(): Promise<string> {
        await this.shell(`pulumi stack export --stack ${this.name} --file state.json`);
        return readFileSync(join(this.folder, "state.json"), "utf8");
    }

    /** Replaces what the stack file says; the key of its secrets stays. */
    configure(configuration: Configuration): void {
        const path = join(this.folder, `Pulumi.${this.name}.yaml`);
        const before: unknown = parse(readFileSync(path, "utf8"));
        writeFileSync(path, stringify({ ...(isRecord(before) ? before : {}), config: configuration }));
    }

    /** Goes on with the program in another folder, as from another clone. */
    useProgram(program: string): void {
        writeProject(this.folder, program);
    }

    /** Renames the stack, with its stack file. */
    async rename(name: string): Promise<TestStack> {
        await this.shell(`pulumi stack rename ${name} --stack ${this.name}`);
        const stack = await LocalWorkspace.selectStack({ stackName: name, workDir: this.folder });
        return new TestStack(name, this.folder, stack);
    }

    /** Runs a shell script that uses the Pulumi CLI on this stack's project. */
    async shell(script: string): Promise<void> {
        const env = { ...process.env, ...this.stack.workspace.envVars };
        await promisify(execFile)("bash", ["-euo", "pipefail", "-c", script], { cwd: this.folder, env });
    }

    /** Sets one secret, as `pulumi config set --secret --path` does. */
    async setSecret(path: string, value: string): Promise<void> {
        await this.stack.setConfig(path, { value, secret: true }, true);
    }

    async up(environment: Record<string, string> = {}): Promise<Result> {
        return this.run(environment, (onEvent, onOutput) => this.stack.up({ onEvent, onOutput, onError: onOutput }));
    }

    async preview(environment: Record<string, string> = {}): Promise<Result> {
        return this.run(environment, (onEvent, onOutput) =>
            this.stack.preview({ onEvent, onOutput, onError: onOutput, diff: true }),
        );
    }

    async refresh(): Promise<Result> {
        return this.run({}, (onEvent, onOutput) => this.stack.refresh({ onEvent, onOutput, onError: onOutput }));
    }

    async destroy(): Promise<Result> {
        return this.run({}, (onEvent, onOutput) => this.stack.destroy({ onEvent, onOutput, onError: onOutput }));
    }

    /** The outputs, without those that are secret. */
    async outputs(): Promise<Record<string, unknown>> {
        const outputs = Object.entries(await this.stack.outputs()).filter(([, { secret }]) => !secret);
        return Object.fromEntries(outputs.map(([name, { value }]): [string, unknown] => [name, value]));
    }

    /** Everything that the backend has of this stack: the state, its backups and its history, as they lie on the disk. */
    state(): string {
        const backend = fileURLToPath(String(process.env.PULUMI_BACKEND_URL));
        const files = readdirSync(backend, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile() && join(entry.parentPath, entry.name).includes(`${sep}${this.name}`))
            .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
        return files.join("\n");
    }

    /** Types of the resources in the state. */
    async types(): Promise<unknown[]> {
        const resources: unknown = at((await this.stack.exportStack()).deployment, "resources");
        return Array.isArray(resources) ? resources.map((resource) => at(resource, "type")) : [];
    }

    /** The context of the provider in the state. */
    async providerContext(): Promise<unknown> {
        const resources: unknown = at((await this.stack.exportStack()).deployment, "resources");
        const all: unknown[] = Array.isArray(resources) ? resources : [];
        return at(
            all.find((each) => at(each, "type") === "pulumi:providers:kubernetes"),
            "inputs",
            "context",
        );
    }

    private async run(
        environment: Record<string, string>,
        operation: (onEvent: (event: EngineEvent) => void, onOutput: (text: string) => void) => Promise<unknown>,
    ): Promise<Result> {
        const events: EngineEvent[] = [];
        let text = "";
        const { workspace } = this.stack;
        const before = workspace.envVars;
        workspace.envVars = { ...before, ...environment };
        try {
            await operation(
                (event) => events.push(event),
                (output) => {
                    text += output;
                },
            );
        } finally {
            workspace.envVars = before;
        }
        const summary = events.find((event) => event.summaryEvent)?.summaryEvent;
        return { events, text, changes: { ...summary?.resourceChanges } };
    }
}

function newProject(name: string, program: string): string {
    const folder = join(root, ".work", "test", "projects", `${name}-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    writeProject(folder, program);
    return folder;
}

function writeProject(folder: string, program: string): void {
    const project: unknown = parse(readFileSync(join(program, "Pulumi.yaml"), "utf8"));
    writeFileSync(
        join(folder, "Pulumi.yaml"),
        stringify({ ...(isRecord(project) ? project : {}), main: join(program, "index.ts") }),
    );
}

/** The steps that a result has but `same`, each with the name of its resource. */
export function changes({ events }: Result): string[] {
    // A replacement is three steps, of which this is the one that stands for all.
    const others = ["same", "create-replacement", "delete-replaced", "read"];
    const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
    return steps
        .filter(({ op }) => !others.includes(op))
        .map(({ op, urn }) => `${op} ${String(urn.split("::").at(-1))}`)
        .sort();
}

/** The one text that an operation failed with. */
export async function failure(operation: Promise<unknown>): Promise<string> {
    try {
        await operation;
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    throw new Error("the operation succeeded, and should have failed");
}
