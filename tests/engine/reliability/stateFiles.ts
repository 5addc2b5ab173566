import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestStack } from "../stack";

/** The files in which a backend in a folder has a stack. */
export class StateFiles {
    private readonly folder = fileURLToPath(String(process.env.PULUMI_BACKEND_URL));

    constructor(private readonly stack: TestStack) {}

    /** Size of the state in KiB. */
    size(): number {
        return Math.ceil(statSync(this.state()).size / 1024);
    }

    /** Whether it can be read. */
    isWhole(): boolean {
        return isWhole(this.state());
    }

    /** Puts back the newest copy that can be read, as the documentation says. */
    putBack(): void {
        const backups = join(this.folder, ".pulumi", "backups", "rig", this.stack.name);
        const copies = readdirSync(backups)
            .filter((name) => name.endsWith(".json"))
            .sort()
            .reverse()
            .map((name) => join(backups, name));
        const copy = [`${this.state()}.bak`, ...copies].find(isWhole);
        if (copy === undefined) {
            throw new Error("no copy of the state can be read");
        }
        copyFileSync(copy, this.state());
    }

    /** Removes what describes the state's file when a kill has left it empty, as the documentation says. */
    removeEmptyAttributes(): void {
        const attributes = `${this.state()}.attrs`;
        if (existsSync(attributes) && statSync(attributes).size === 0) {
            rmSync(attributes);
        }
    }

    private state(): string {
        return join(this.folder, ".pulumi", "stacks", "rig", `${this.stack.name}.json`);
    }
}

function isWhole(file: string): boolean {
    try {
        JSON.parse(readFileSync(file, "utf8"));
        return true;
    } catch {
        return false;
    }
}
