import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { largestObject } from "../components/settings/limits";

/**
 * The text of a file beside the stack file, which is where the program runs.
 *
 * @param path Relative to there.
 * @returns The text, or why there is none, as the end of a sentence about the path.
 */
export function projectFile(path: string): { readonly text: string } | { readonly problem: string } {
    try {
        const file = resolve(path);
        const { size } = statSync(file);
        if (size > largestObject) {
            return { problem: `has more than ${largestObject} bytes, the limit of a Kubernetes object` };
        }
        return { text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)) };
    } catch (error) {
        return { problem: error instanceof TypeError ? "is no text in UTF-8" : "can't be read" };
    }
}
