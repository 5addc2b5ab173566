import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

/** The TSDoc of an argument, or of a property of one. */
export interface Documentation {
    /** The first sentence, without the full stop. */
    readonly summary: string;
    /** The further sentences. */
    readonly details: string;
    /** What holds when the property is left out. Undefined when the TSDoc doesn't say so. */
    readonly default: string | undefined;
    /** Whether the property may be left out. */
    readonly isOptional: boolean;
    /** Names of the interfaces in the property's type. */
    readonly types: readonly string[];
}

const folder = join(__dirname, "..", "components", "args");

/** The TSDoc of every property in components/args, by the interface's name and the property's. */
const documentation: ReadonlyMap<string, ReadonlyMap<string, Documentation>> = new Map(
    readdirSync(folder).flatMap((file) => interfaces(join(folder, file))),
);

function interfaces(file: string): [string, ReadonlyMap<string, Documentation>][] {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
    return source.statements
        .filter(ts.isInterfaceDeclaration)
        .map((declaration) => [
            declaration.name.text,
            new Map(
                declaration.members
                    .filter(ts.isPropertySignature)
                    .map((property) => [property.name.getText(), propertyDocumentation(property)]),
            ),
        ]);
}

function propertyDocumentation(property: ts.PropertySignature): Documentation {
    const comments = ts.getJSDocCommentsAndTags(property).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "");
    const [text = "", fallback] = comments
        .join(" ")
        .replace(/\s+/g, " ")
        .split(/(?<=^|\. )Defaults to (?=.*$)/);
    const [summary = "", details = ""] = text.trim().split(/(?<=\.) (.*)/);
    return {
        summary: summary.replace(/\.$/, ""),
        details,
        default: fallback?.replace(/\.$/, ""),
        isOptional: property.questionToken !== undefined,
        types: typeNames(property),
    };
}

function typeNames(node: ts.Node): string[] {
    const own = ts.isTypeReferenceNode(node) ? [node.typeName.getText()] : [];
    return [...own, ...node.getChildren().flatMap(typeNames)];
}

/** Names of the properties of an interface of the arguments; none where there is no such interface. */
export function propertyNames(type: string): string[] {
    return [...(documentation.get(type)?.keys() ?? [])];
}

/** Names of the interfaces. */
export const interfaceNames: readonly string[] = [...documentation.keys()];

/** The TSDoc of a property, if there is such a property. */
export function argumentDocumentation(type: string, property: string): Documentation | undefined {
    return documentation.get(type)?.get(property);
}
