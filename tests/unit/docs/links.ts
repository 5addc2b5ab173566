import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** All files of the project with one of these endings, by their path from its folder. */
export function files(endings: readonly string[], folder = "."): string[] {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
            return entry.name.startsWith(".") || ["node_modules", "dist"].includes(entry.name)
                ? []
                : files(endings, path);
        }
        return entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
    });
}

/** The text of a page without its blocks and spans of code. */
function withoutCode(page: string): string {
    return page.replace(/^( *)```.*?^\1```/gms, "").replace(/`[^`\n]*`/g, "");
}

/** The anchors that GitHub gives to the headings of a page. */
export function anchors(page: string): string[] {
    const found: string[] = [];
    for (const [, heading = ""] of page.replace(/^( *)```.*?^\1```/gms, "").matchAll(/^#+ +(.*)$/gm)) {
        const anchor = heading
            .trim()
            .toLowerCase()
            .replace(/[^\p{L}\p{N}\s_-]/gu, "")
            .replace(/\s/g, "-");
        const twins = found.filter((other) => other.replace(/-\d+$/, "") === anchor).length;
        found.push(twins === 0 ? anchor : `${anchor}-${twins}`);
    }
    return found;
}

/** The links of a page that lead to no file, or to no heading of it. Links to other hosts aren't followed. */
export function brokenLinks(path: string, page: string): string[] {
    const links = [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    return links.filter((link) => {
        if (/^[a-z]+:/.test(link)) {
            return false;
        }
        const [file = "", anchor] = link.split("#");
        const target = join(root, dirname(path), file);
        if (file !== "" && !existsSync(target)) {
            return true;
        }
        const text = file === "" || anchor === undefined ? page : readFileSync(target, "utf8");
        return anchor !== undefined && !anchors(text).includes(anchor);
    });
}

/** The pages in `docs` that a text names and that don't exist. */
export function missingPages(text: string): string[] {
    return [...text.matchAll(/docs\/[\w-]+\.md/g)]
        .map(([page]) => page)
        .filter((page) => !existsSync(join(root, page)));
}

/** The pages in `docs`, without their index. */
export function pages(): string[] {
    return files([".md"], "docs").filter((path) => basename(path) !== "README.md");
}
