import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { largestObject } from "../components/rig/limits";

/**
 * The text of a file beside the stack file, which is where the program runs.
 *
 * @param path Relative to the folder of the stack file.
 * @returns The text, or why there is none, as the end of a sentence about the path.
 */
export function projectFile(path: string): { readonly text: string } | { readonly problem: string } {
    try {
        const file = resolve(path);
        const { size } = statSync(file);
        if (size > largestObject) {
            return { problem: `has more than ${largestObject} bytes, the limit of a Kubernetes object` };
        }
        const content = readFileSync(file);
        // JSON allows no byte order mark.
        return isUtf8(content)
            ? { text: content.toString().replace(/^\uFEFF/, "") }
            : { problem: "is no text in UTF-8" };
    } catch {
        return { problem: "can't be read" };
    }
}
