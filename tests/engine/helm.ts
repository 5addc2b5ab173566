import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs helm on the cluster of the environment. */
export async function helm(...args: string[]): Promise<string> {
    return (await run("helm", args)).stdout;
}

/** What helm lists, item by item. */
export async function helmList(...args: string[]): Promise<unknown[]> {
    const list: unknown = JSON.parse(await helm(...args, "-o", "json"));
    const items: unknown[] = Array.isArray(list) ? list : [];
    return items;
}
