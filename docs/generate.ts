import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { describe, keyNames, type KeyName } from "../config/keys";
import { unset } from "../config/read";

// Run by `npm run docs`: writes what the schema of the configuration says into the files that people read.

const root = join(__dirname, "..");

/** Markdown table of all configuration keys. */
export function configurationTable(): string {
    const cell = (text: string) => text.replace(/\|/g, "\\|").replace(/<(\w+)>/g, "&lt;$1&gt;");
    const rows = keyNames.map((name) => {
        const key = describe(name);
        return `| \`${name}\` | ${cell(key.description)} | ${cell(key.default)} | \`${key.example}\` |`;
    });
    return ["| Key | Meaning | Default | Example |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

/** The README with the current table between its two markers. */
export function readmeWithTable(readme: string): string {
    const [begin, end] = ["<!-- configuration: npm run docs -->", "<!-- /configuration -->"];
    const [before, rest = ""] = readme.split(begin);
    const after = rest.split(end)[1];
    if (after === undefined) {
        throw new Error(`README.md has no ${begin} … ${end}`);
    }
    return `${before ?? ""}${begin}\n\n${configurationTable()}\n\n${end}${after}`;
}

/** What Pulumi.yaml says of a key. */
export function projectEntry(name: KeyName): { description: string; default: string } {
    const key = describe(name);
    return { description: `${key.description}; by default: ${key.default}`, default: unset };
}

/** Pulumi.yaml with the current descriptions; keys of other packages stay. */
export function projectWithDescriptions(yaml: string): string {
    const project = parseDocument(yaml);
    for (const name of keyNames) {
        project.setIn(["config", name], project.createNode(projectEntry(name)));
    }
    return project.toString({ lineWidth: 0 });
}

if (require.main === module) {
    const update = (file: string, change: (text: string) => string) => {
        const path = join(root, file);
        writeFileSync(path, change(readFileSync(path, "utf8")));
    };
    update("README.md", readmeWithTable);
    update("Pulumi.yaml", projectWithDescriptions);
}
