import { largestObject, longestValue } from "../components/rig/limits";
import { groups, takesConfigMap, takesSecret, type Variable } from "../components/rig/variables/variable";
import { defaultCatalogue } from "../components/rig/versions";
import { fileDirectory } from "../components/model/variableSources";
import { row, table } from "./markdown";

const { removed, reserved, variables } = defaultCatalogue;

function secrecy(variable: Variable): string {
    switch (variable.secret) {
        case "always":
            return "yes";
        case "content":
            return "its content";
        case "possibly":
            return "if you say so";
        default:
            return "";
    }
}

function sources(variable: Variable): string {
    return [
        ...(takesSecret(variable) ? ["`existingSecret`"] : []),
        ...(takesConfigMap(variable) ? ["`existingConfigMap`"] : []),
    ].join(", ");
}

function needs({ requires: need }: Variable): string {
    if (need === undefined) {
        return "";
    }
    return need.value === undefined ? `\`${need.variable}\`` : `\`${need.variable}\`: ${need.value}`;
}

function group(title: (typeof groups)[number]): string {
    const rows = Object.entries(variables)
        .filter(([, variable]) => variable.group === title)
        .map(([name, variable]) =>
            row(
                `\`${name}\``,
                variable.description,
                variable.type.title,
                variable.default,
                needs(variable),
                secrecy(variable),
                sources(variable),
            ),
        );
    const head = ["Variable", "Meaning", "Allowed", "Default", "Only with", "Secret", "Or from"];
    return `## ${title}\n\n${table(head, rows)}`;
}

/** The page about RIG's variables. */
export function settingsPage(): string {
    const owned = reserved.map((name) =>
        typeof name === "string"
            ? `\`${name}\``
            : `\`${name.source.replace("^", "").replace("$", "").replace(/^_/, "…_")}${name.source.startsWith("^") ? "…" : ""}\``,
    );
    return `# RIG's settings

<!-- Written by npm run docs from components/rig/variables. -->

\`rig:settings\` and \`rig:secretSettings\` take RIG's variables by their own names:

\`\`\`yaml
config:
    rig:settings:
        LOG_LEVEL: info
        KAFKA_BROKERS: [kafka-0.kafka:9092, kafka-1.kafka:9092]
        KAFKA_SSL_ENABLED: true
        KAFKA_SSL_CA_CERTFILE: { existingConfigMap: { name: kafka-ca, key: ca.crt } }
        KAFKA_SSL_CERTFILE: none
        KAFKA_SSL_KEYFILE: none
        SUBSCRIPTION_CHECK: jwt_validation
        JWT_SECRET_KEY: { existingSecret: { name: jwt, key: key } }
        PROXY_CONFIG_FILE: apis.json
\`\`\`

\`\`\`sh
pulumi config set --secret --path 'rig:secretSettings.KAFKA_SASL' # asks for the value: plain:USER:PASSWORD
\`\`\`

All of it is checked before anything is touched: each value, and what the values say together. A variable that would have no use is an error, with the reason. Editors check stack files as well, when the first line says \`# yaml-language-server: $schema=stack.schema.json\`.

- **Values** are YAML's: numbers, \`true\` and \`false\`, lists, and maps for JSON. What RIG's documentation writes as text works, too.
- **Secrets.** A variable that is marked below can't stand in \`rig:settings\` in plain text; the error has the command that puts it right. Everything in \`rig:secretSettings\` goes to a Secret and stays secret in Pulumi's state and output.
- **Existing objects.** \`{existingSecret: {name: …, key: …}}\` and \`{existingConfigMap: …}\` name a key in an object of the gateway's namespace, in either map; what it has is checked as well, as far as you may read it, before anything is changed.
- **Files.** Certificates, keys and JSON documents are mounted at \`${fileDirectory}/<variable>\`, and the variable points there. A value may be the text itself; a path, relative to the stack file, of a file that has it; or an absolute path of a file that the image has. A renewed certificate in an existing object arrives in the pods by itself; what is environment is read when a pod starts.
- **\`none\`** is for files that RIG would otherwise look for under names of its own.
- **Size.** A value in the environment may have ${longestValue} bytes, and each map ${largestObject} bytes in all. Pulumi hands a stack's whole configuration over in one text of the environment, for which Linux's limit is 128 KiB (\`argument list too long\`): name a larger document by its path.

[Worked examples](examples.md) are whole stack files for what users of RIG do. API definitions and extractors, with what RIG asks for of each; the same stands in a JSON file:

\`\`\`yaml
config:
    rig:settings:
        PROXY_CONFIG_FILE: # GET /orders goes to http://orders.shop:8080/orders
            - id: orders
              name: orders
              version_data: { default: { endpoints: [{ id: list, method: GET, path_regex: /orders }] } }
              proxy: { target_url: http://orders.shop, port: 8080 }
        EXTRACTORS: # subscriptions to com.example.order may filter by customer
            com.example.order:
                customer: { stable_field_index: 0, event: { json_pointer: /data/customer } }
\`\`\`

### What reaches RIG

A document is handed to RIG in one form, whatever form it was written in: each key once, whole numbers as such (\`8080.0\` as \`8080\`), methods in upper case, targets, \`auth_type\` and names of added headers in lower case, and without keys that are \`null\`.

- **\`path_regex\` matches whole paths.** RIG 3.0.0 anchors the end only: \`/x\` would forward \`/any/x\`, and an open endpoint \`/health\` would answer \`/admin/health\` without a token. So each expression is handed over as \`^^(?:…)$\`. Groups keep their numbers, and \`path_replacement\` replaces the whole path.
- **Expressions are PCRE**, case doesn't matter, and the query is no part of what is compared. An expression that PCRE can't compile is refused, as are \`{id}\`, \`:id\` and \`/*\`, which mean themselves. Without \`(*…)\`, \`(?^…)\`, \`\\N{…}\` and \`(?R)\`.
- **Two meanings are refused**: a key that stands twice, a header in two spellings.
- **An existing object, or a file of the image, isn't rewritten.** What would have to be is refused there, or, for a file, which can't be seen, warned about.

From API definitions of RIG 1 and 2:

| There                                                      | RIG 3.0.0                                                                                     |
| ---------------------------------------------------------- | --------------------------------------------------------------------------------------------- |
| \`path: /orders/{id}\`                                     | \`path_regex: /orders/([^/]+)\`                                                               |
| \`not_secured: true\`, or \`false\`                        | \`secured: false\`, or \`true\`; without it an endpoint is open                               |
| \`PROXY_KAFKA_REQUEST_TOPIC\`, \`PROXY_KINESIS_REQUEST_STREAM\` | \`topic\` at each endpoint with such a target                                                 |
| \`PROXY_KAFKA_REQUEST_AVRO\`                               | \`schema\` at each endpoint with the target kafka, and \`KAFKA_SERIALIZER: avro\`               |
| a token in a query or in another header                    | \`Authorization: Bearer TOKEN\` only                                                          |

${groups.map(group).join("\n\n")}

## The deployment's own

These can't be set, neither here nor in \`rig:extraEnv\`: ${owned.join(", ")}.

## From RIG 1 and 2

RIG 3.0.0 doesn't read these variables of earlier versions. They are refused, here and in \`rig:extraEnv\`.

${table(
    ["Variable", "Instead"],
    [...removed].map(([name, instead]) => row(`\`${name}\``, instead)),
)}
`;
}
