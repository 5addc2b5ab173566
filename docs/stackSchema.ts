import { toJsonSchema } from "@valibot/to-json-schema";
import { isRecord } from "../components/validation/record";
import { takesConfigMap, takesSecret, type Variable } from "../components/rig/variables/variable";
import { defaultCatalogue } from "../components/rig/versions";
import type { SettingsMap } from "../components/rig/variableSchema";
import { keyReference } from "../components/validation/kubernetes/names";
import { configurationSchema, keyMetadata, keyNames, type KeyName } from "../stack/keys";
import { keyDocumentation, plainText, propertyDocumentation } from "./keyDocs";

type JsonSchema = Readonly<Record<string, unknown>>;

const keyMetadataNames = ["description", "default", "example", "text", "secret"];

/**
 * Kinds of schema that have no counterpart, such as a check by code, are left out: an editor finds less than the
 * program, and never refuses what the program takes.
 */
const converted = toJsonSchema(configurationSchema, {
    typeMode: "input",
    errorMode: "ignore",
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
        "type" in valibotSchema && valibotSchema.type === "loose_object"
            ? { ...jsonSchema, additionalProperties: false }
            : undefined,
    // What is said about a key is for people; `keySchema` says it in JSON Schema's terms.
    overrideAction: ({ valibotAction, jsonSchema }) =>
        valibotAction.type === "metadata"
            ? Object.fromEntries(Object.entries(jsonSchema).filter(([keyword]) => !keyMetadataNames.includes(keyword)))
            : undefined,
});

function reference(...keys: string[]): JsonSchema {
    return {
        type: "object",
        properties: Object.fromEntries(keys.map((key) => [key, { $ref: "#/$defs/keyReference" }])),
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
    };
}

const secure = {
    type: "object",
    properties: { secure: { type: "string" } },
    required: ["secure"],
    additionalProperties: false,
};

function variableSchema(map: SettingsMap, variable: Variable): JsonSchema {
    const { type, description, secret } = variable;
    const references = [
        ...(takesSecret(variable) ? ["existingSecret"] : []),
        ...(takesConfigMap(variable) ? ["existingConfigMap"] : []),
    ];
    const choices = [
        ...(map === "settings" && secret === "always" ? [] : [type.editor]),
        ...(references.length > 0 ? [reference(...references)] : []),
        ...(map === "secretSettings" ? [secure] : []),
    ];
    return {
        description: `${description}. Allowed: ${type.title}. Default: ${variable.default}`,
        ...(choices.length === 1 ? choices[0] : { anyOf: choices }),
    };
}

function settingsSchema(map: SettingsMap): JsonSchema {
    return {
        type: "object",
        properties: Object.fromEntries(
            Object.entries(defaultCatalogue.variables).map(([name, variable]) => [name, variableSchema(map, variable)]),
        ),
        additionalProperties: false,
    };
}

const environmentSchema = {
    type: "object",
    additionalProperties: {
        anyOf: [{ type: ["string", "number", "boolean"] }, reference("existingSecret", "existingConfigMap")],
    },
};

function valueSchema(name: KeyName): JsonSchema {
    switch (name) {
        case "settings":
        case "secretSettings":
            return settingsSchema(name);
        case "extraEnv":
            return environmentSchema;
        case "clusterCheck":
            // It is one of two types, which `withTexts` can't see.
            return { anyOf: [schemaOf(converted.properties?.[name]), ...texts("boolean"), ...texts("object")] };
        default:
            return documented(schemaOf(converted.properties?.[name]), keyDocumentation(name).types);
    }
}

/** The schema with the documentation of its properties, which are those of the types. */
function documented(schema: JsonSchema, types: readonly string[]): JsonSchema {
    if (isRecord(schema.items)) {
        return { ...schema, items: documented(schema.items, types) };
    }
    if (!isRecord(schema.properties)) {
        return schema;
    }
    const properties = Object.entries(schema.properties).map(([name, property]) => {
        const found = propertyDocumentation(types, name);
        return [
            name,
            found === undefined || !isRecord(property)
                ? property
                : { ...documented(property, found.types), description: plainText(found, "all") },
        ] as const;
    });
    return { ...schema, properties: Object.fromEntries(properties) };
}

/** Names of the keys in a key's map; none where its value is no map, or one with free keys. */
export function keyProperties(name: KeyName): string[] {
    return Object.keys(schemaOf(schemaOf(converted.properties?.[name]).properties));
}

function schemaOf(schema: unknown): JsonSchema {
    return isRecord(schema) ? schema : {};
}

/** What `pulumi config set` without `--path` writes for a value of the type: everything as text. */
function texts(type: unknown): JsonSchema[] {
    switch (type) {
        case "integer":
            return [{ type: "string", pattern: "^[0-9]+$" }];
        case "boolean":
            return [{ enum: ["true", "false"] }];
        case "object":
        case "array":
            return [{ type: "string", pattern: "^\\s*[\\[{]" }];
        default:
            return [];
    }
}

function withTexts(value: JsonSchema): JsonSchema {
    const others = texts(value.type);
    return others.length === 0 ? value : { anyOf: [value, ...others] };
}

function keySchema(name: KeyName): JsonSchema {
    const { secret } = keyMetadata(name);
    const value = withTexts(valueSchema(name));
    const choices = { ...(secret === undefined ? value : { anyOf: [value, secure] }) };
    return { ...choices, description: plainText(keyDocumentation(name), "all") };
}

/** JSON Schema of a stack file, with which editors complete and check it. */
export function stackSchema(): JsonSchema {
    const { $schema: _, ...key } = toJsonSchema(keyReference, { errorMode: "ignore" });
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "A stack of the Reactive Interaction Gateway",
        $defs: { ...converted.$defs, keyReference: key },
        type: "object",
        properties: {
            config: {
                type: "object",
                properties: Object.fromEntries(keyNames.map((name) => [`rig:${name}`, keySchema(name)])),
                patternProperties: { [`^rig:(?!(${keyNames.join("|")})$)`]: false },
            },
        },
    };
}
