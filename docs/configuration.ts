import { isMap, parseDocument } from "yaml";
import { isKey, keyMetadata, keyNames, type KeyName } from "../stack/keys";
import { unset } from "../stack/read";
import { keyDocumentation, plainText, propertyDocumentation } from "./keyDocs";
import { row, table } from "./markdown";
import { keyProperties } from "./stackSchema";

// The keys of a stack's configuration, for docs/configuration.md and Pulumi.yaml.

/** Markdown table of all configuration keys, each with the keys of its map. */
export function configurationTable(): string {
    const rows = keyNames.flatMap((name) => {
        const key = keyDocumentation(name);
        return [
            row(`\`${name}\``, key.summary, key.default, `\`${keyMetadata(name).example}\``),
            ...propertyRows(name, key.types),
        ];
    });
    return table(["Key", "Meaning", "Default", "Example"], rows);
}

function propertyRows(name: KeyName, types: readonly string[]): string[] {
    return keyProperties(name).flatMap((property) => {
        const found = propertyDocumentation(types, property);
        return found === undefined
            ? []
            : [row(`\`${name}.${property}\``, found.summary, found.default ?? "required", "")];
    });
}

/**
 * The page of the configuration with the current table between its two markers.
 *
 * @throws Error when the page lacks one of them.
 */
export function pageWithTable(page: string): string {
    const [begin, end] = ["<!-- configuration: npm run docs -->", "<!-- /configuration -->"];
    const [before, rest = ""] = page.split(begin);
    const after = rest.split(end)[1];
    if (after === undefined) {
        throw new Error(`docs/configuration.md has no ${begin} … ${end}`);
    }
    return `${before ?? ""}${begin}\n\n${configurationTable()}\n\n${end}${after}`;
}

/** What Pulumi.yaml says of a key. */
export function projectEntry(name: KeyName): { description: string; default: string } {
    return { description: plainText(keyDocumentation(name), "summary"), default: unset };
}

/** Pulumi.yaml with the current keys, in their order, after those of other packages. */
export function projectWithDescriptions(yaml: string): string {
    const project = parseDocument(yaml);
    const config = project.get("config");
    if (!isMap(config)) {
        throw new Error("Pulumi.yaml has no config");
    }
    config.items = config.items.filter(({ key }) => String(key).includes(":") && !isKey(String(key)));
    for (const name of keyNames) {
        config.set(name, project.createNode(projectEntry(name)));
    }
    return project.toString({ lineWidth: 0 });
}
