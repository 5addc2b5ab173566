import { execFile } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = join(__dirname, "..", "..");

const npm = (cwd: string, ...args: string[]) => run("npm", args, { cwd, maxBuffer: 32 * 1024 * 1024 });

/** The compiler has its own test; it needn't check the types of an example again in each run. */
export const compiled = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

/** The packed package with examples that use it, side by side as in a clone, and apart from this one's packages. */
export class Package {
    private readonly folder: string;

    /** @param name Of its folder: no two tests may have the same. */
    constructor(name: string) {
        this.folder = join(root, ".work", "test", name);
    }

    /** Packs the package, and installs the examples with their packages as their READMEs say. */
    async make(...examples: string[]): Promise<void> {
        rmSync(this.folder, { recursive: true, force: true });
        mkdirSync(this.folder, { recursive: true });
        await npm(root, "pack", "--silent", "--pack-destination", this.folder);
        await Promise.all(examples.map((name) => this.install(name)));
    }

    /** The folder of an example. */
    example(name: string): string {
        return join(this.folder, "examples", name);
    }

    private async install(name: string): Promise<void> {
        cpSync(join(root, "examples", name), this.example(name), { recursive: true });
        const options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
        await npm(this.example(name), "install", ...options);
    }
}
