import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import type { TestStack } from "../stack";

/** How a command ended: its code, or null when a signal ended it, and what it said. */
export interface Ended {
    readonly code: number | null;
    readonly text: string;
}

/** A command of the Pulumi CLI that runs, in a process group of its own. */
export class PulumiRun {
    readonly ended: Promise<Ended>;
    private readonly child: ChildProcess;
    private text = "";

    /** Starts a shell script that uses the Pulumi CLI on the stack's project, as a user does who has selected the stack. */
    constructor(stack: TestStack, script: string, environment: Record<string, string> = {}) {
        const env = { ...process.env, PULUMI_STACK: stack.name, ...environment };
        const child = spawn("bash", ["-c", script], {
            cwd: stack.folder,
            detached: true,
            env,
            stdio: ["ignore", "pipe", "pipe"],
        });
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (chunk: Buffer) => {
                this.text += chunk.toString();
            });
        }
        this.child = child;
        // Plugins outlive a killed Pulumi and keep its streams open: "close" would come too late.
        this.ended = new Promise((resolve) => {
            child.once("exit", (code) => {
                setImmediate(() => {
                    resolve({ code, text: this.text });
                });
            });
        });
    }

    /** Waits until the command has said the text. */
    async says(text: string): Promise<void> {
        while (!this.text.includes(text)) {
            if (this.child.exitCode !== null || this.child.signalCode !== null) {
                throw new Error(`ended without saying "${text}":\n${this.text}`);
            }
            await setTimeout(50);
        }
    }

    /** Kills Pulumi alone, whose plugins and program find that out by themselves, or everything at once. */
    kill(what: "pulumi" | "everything"): Promise<Ended> {
        this.signal(what === "everything");
        return this.ended;
    }

    /** Ends what a killed Pulumi has left running. */
    clear(): void {
        this.signal(true);
        this.child.stdout?.destroy();
        this.child.stderr?.destroy();
    }

    private signal(group: boolean): void {
        const { pid } = this.child;
        if (pid === undefined) {
            return;
        }
        try {
            process.kill(group ? -pid : pid, "SIGKILL");
        } catch {
            // It has ended.
        }
    }
}

/** Runs it to its end. */
export async function pulumi(stack: TestStack, script: string, environment?: Record<string, string>): Promise<Ended> {
    return new PulumiRun(stack, script, environment).ended;
}

/** An update that asks nothing. */
export const unattendedUp = "exec pulumi up --yes --skip-preview --non-interactive";

/** Starts an operation that asks nothing. */
export function start(stack: TestStack, operation: "up" | "destroy"): PulumiRun {
    return new PulumiRun(stack, unattended(`exec pulumi ${operation}`));
}

/** Runs the commands that the documentation names, one after the other. */
export async function follow(stack: TestStack, commands: readonly string[]): Promise<string> {
    let said = "";
    for (const command of commands) {
        const { code, text } = await pulumi(stack, unattended(command));
        said += text;
        if (code !== 0) {
            throw new Error(`${command} ended with ${String(code)}:\n${text}`);
        }
    }
    return said;
}

function unattended(command: string): string {
    return command
        .replace(/pulumi (up|destroy|refresh)\b/g, "pulumi $1 --yes --skip-preview --non-interactive")
        .replace(/pulumi cancel\b/g, "pulumi cancel --yes");
}
