import { spawn, type ChildProcessByStdio } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** A control plane of a test's own, which it may stop and set back. */
export class ControlPlane {
    private readonly answers: AsyncIterator<string>;
    private readonly before = { ...process.env };

    private constructor(
        private readonly child: ChildProcessByStdio<Writable, Readable, null>,
        lines: Interface,
    ) {
        this.answers = lines[Symbol.asyncIterator]();
    }

    /** Starts it, and makes it the cluster of the environment. */
    static async start(): Promise<ControlPlane> {
        const child = spawn("bash", [join(__dirname, "controlPlane.sh")], { stdio: ["pipe", "pipe", "inherit"] });
        const plane = new ControlPlane(child, createInterface(child.stdout));
        const kubeconfig = await plane.answer();
        process.env.KUBECONFIG = kubeconfig;
        process.env.KUBECACHEDIR = join(dirname(kubeconfig), "kubectl-cache");
        return plane;
    }

    async run(command: "stop_api_server" | "start_api_server" | "copy_data" | "restore_data"): Promise<void> {
        this.child.stdin.write(`${command}\n`);
        await this.answer();
    }

    /** Removes it; the cluster of the environment is the one of before. */
    async remove(): Promise<void> {
        for (const name of ["KUBECONFIG", "KUBECACHEDIR"]) {
            process.env[name] = this.before[name];
        }
        const ended = new Promise((resolve) => this.child.once("exit", resolve));
        this.child.stdin.end();
        await ended;
    }

    private async answer(): Promise<string> {
        const answer = await this.answers.next();
        if (answer.done === true) {
            throw new Error("the test's control plane has ended");
        }
        return answer.value;
    }
}
