import { accessSync, constants } from "node:fs";
import { join, relative } from "node:path";
import { userError } from "../validation/problem";

const file = join(__dirname, "post-render.js");

/**
 * The path of the post-renderer, relative to the folder in which the program and its providers run: it is the same in a
 * clone in another folder, so Pulumi sees no difference.
 */
export function postRenderer(): string {
    return relative(process.cwd(), file);
}

/** @throws RunError when Helm couldn't start the post-renderer. */
export function requirePostRenderer(): void {
    if (process.platform === "win32") {
        throw userError(
            "Method helm doesn't work on Windows, where Helm can't start the post-renderer. Nothing was changed. " +
                "Run Pulumi in WSL, or set method to manifests.",
        );
    }
    try {
        accessSync(file, constants.X_OK);
    } catch {
        throw userError(
            `Helm can't start the post-renderer. Nothing was changed. Make it executable: chmod +x ${file}`,
        );
    }
}
