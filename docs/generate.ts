import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { pageWithTable, projectWithDescriptions } from "./configuration";
import { examplesPage } from "./examples";
import { reliabilityPage } from "./reliability";
import { settingsPage } from "./settings";
import { stackSchema } from "./stackSchema";

// Run by `npm run docs`: writes the documentation of keys, variables and examples into the files that people and editors
// read.

const root = join(__dirname, "..");

const content: Readonly<Record<string, (current: () => string) => string>> = {
    "docs/configuration.md": (current) => pageWithTable(current()),
    "Pulumi.yaml": (current) => projectWithDescriptions(current()),
    "docs/settings.md": settingsPage,
    "docs/examples.md": examplesPage,
    "docs/reliability.md": reliabilityPage,
    "stack.schema.json": () => JSON.stringify(stackSchema()),
};

/** The files that are written, or parts of which are. */
export const generatedFiles: readonly string[] = Object.keys(content);

/** The current text of a file. */
export function currentText(file: string): string {
    return readFileSync(join(root, file), "utf8");
}

/** What a file should contain. */
export async function generatedText(file: string): Promise<string> {
    const text = content[file]?.(() => currentText(file)) ?? "";
    return prettier.format(text, { ...(await prettier.resolveConfig(join(root, file))), filepath: file });
}

async function writeAll(): Promise<void> {
    for (const file of generatedFiles) {
        writeFileSync(join(root, file), await generatedText(file));
    }
}

if (require.main === module) {
    void writeAll();
}
