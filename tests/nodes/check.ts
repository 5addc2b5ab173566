import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { TestStack } from "../engine/stack";

const root = join(__dirname, "..", "..");

/** What the cluster check says of a stack, and its exit code. */
export interface Checked {
    readonly exitCode: number | null;
    readonly said: string;
}

/**
 * Runs the cluster check on a stack, as `make check` does.
 *
 * @param environment Variables besides those of the tests.
 */
export async function checkCluster(stack: TestStack, environment: Record<string, string> = {}): Promise<Checked> {
    const child = spawn("npm", ["run", "--silent", "check"], {
        cwd: root,
        env: { ...process.env, ...environment },
        stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin.end(JSON.stringify(await stack.outputs()));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const said = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { exitCode: await ended, said: said.join("") };
}
