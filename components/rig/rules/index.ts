import type { GatewayArgs } from "../../args";
import { defaultImage } from "../image";
import { httpPortVariables, ports } from "../ports";
import { shown, type Problem } from "../../validation/problem";
import { defaultAlgorithm, variable, variableNames, type Requirement } from "../catalogue";
import { allowedTarget, isTarget, type Api } from "../documents/apiDefinitions";
import { apisIn } from "../documents/proxyConfig";
import {
    configuredVariables,
    isMapRefused,
    refusedVariables,
    tlsVariables,
    type ConfiguredVariables,
} from "../configuredVariables";
import { none } from "../valueTypes";
import { isReservedVariable } from "../reservedVariables";
import { isEncryptedKey, isPair, isPem, isRsaPublicKey, pemBlocks } from "../../validation/pem";

type Args = Partial<GatewayArgs>;

/**
 * What RIG's variables say together but can't mean together. No message holds a value that may be a secret.
 *
 * @param found Problems of arguments that are left out because of them: nothing is to be concluded from their absence.
 */
export function variableProblems(args: Args, found: readonly Problem[]): Problem[] {
    if (isMapRefused(found)) {
        return [];
    }
    const refused = refusedVariables(found);
    const isRefused = (argument: string, name?: string) =>
        found.some(({ path }) => path[0] === argument && (name === undefined || path.length === 1 || path[1] === name));
    const variables = configuredVariables(args, refused);
    const apis = apisIn(variables.text("PROXY_CONFIG_FILE"));
    return [
        ...duplicateProblems(args),
        ...needProblems(variables, refused),
        ...listenPortProblems(variables, refused),
        ...httpsProblems(args, variables),
        ...jwtProblems(variables, apis),
        ...kafkaProblems(variables),
        ...(isRefused("image") ? [] : kinesisProblems(args, variables)),
        ...brokerProblems(variables, apis),
        ...schemaProblems(variables, apis),
        ...hostProblems(args, variables, apis, (name) => isRefused("extraEnv", name)),
    ];
}

const maps = ["settings", "secretSettings", "settingsFrom"] as const;

function duplicateProblems(args: Args): Problem[] {
    return maps.flatMap((map, index) =>
        Object.keys(args[map] ?? {}).flatMap((name) => {
            const other = maps.slice(0, index).find((before) => Object.keys(args[before] ?? {}).includes(name));
            return other === undefined
                ? []
                : [{ path: [map, name], message: `the variable is in ${other}, too. Leave it in one of the two.` }];
        }),
    );
}

function needProblems(variables: ConfiguredVariables, refused: readonly string[]): Problem[] {
    const others = variableNames.filter((name) => !refused.includes(name));
    return others.flatMap((name) => {
        const need = variable(name)?.requires;
        return need === undefined || !variables.has(name) || isMet(need, variables)
            ? []
            : [
                  {
                      path: variables.path(name),
                      message: `it has no use ${unmet(need)}. Leave it out, or set that.`,
                  },
              ];
    });
}

/** Whether it is met, as far as that is known. */
function isMet({ variable: name, value }: Requirement, variables: ConfiguredVariables): boolean {
    const text = variables.text(name);
    return variables.has(name) && (value === undefined ? text !== "" : (text?.split(",").includes(value) ?? true));
}

function unmet({ variable: name, value }: Requirement): string {
    if (value === undefined) {
        return `without ${name}`;
    }
    return `unless ${name} ${variable(name)?.type.form === "list" ? "has" : "is"} ${value}`;
}

const httpEndpoints = ["public", "admin", "publicTls", "adminTls"] as const;

function listenPortProblems(variables: ConfiguredVariables, refused: readonly string[]): Problem[] {
    const taken = new Map<number, string>([
        [ports.epmd, "epmd's port"],
        [ports.metrics, "the port of RIG's second metrics server"],
    ]);
    return httpEndpoints.flatMap((endpoint) => {
        const name = httpPortVariables[endpoint];
        if (endpoint.endsWith("Tls") && !variables.has("HTTPS_CERTFILE")) {
            return [];
        }
        const text = variables.text(name);
        if (variables.has(name) && text === undefined) {
            return refused.includes(name)
                ? []
                : [{ path: variables.path(name), message: "it is known only later. Allowed: a plain port." }];
        }
        const port = text === undefined ? ports[endpoint] : Number(text);
        const holder = taken.get(port);
        taken.set(port, name);
        const problem = (why: string) => [
            {
                path: variables.path(name),
                message: `${shown(String(port))} ${why} Allowed: 1024 to 65535, outside ${ports.distribution.first}-${ports.distribution.last}, each port once.`,
            },
        ];
        if (port >= ports.distribution.first && port <= ports.distribution.last) {
            return problem("is in the range of the Erlang distribution.");
        }
        return holder === undefined ? [] : problem(`is ${holder} already.`);
    });
}

function httpsProblems(args: Args, variables: ConfiguredVariables): Problem[] {
    const [certificate, key] = tlsVariables;
    if (args.tls !== undefined) {
        const plain = configuredVariables({ ...args, tls: undefined });
        return tlsVariables
            .filter((name) => plain.has(name))
            .map((name) => ({ path: plain.path(name), message: "tls sets it already. Leave out one of them." }));
    }
    return [
        ...(variables.has(certificate) && !variables.has(key)
            ? [missing(key, `settings.${certificate} is set, and RIG takes both or neither`, true)]
            : []),
        ...pairProblems(certificate, key, variables),
    ];
}

/** A certificate and its key, whose passphrase is called like the key. */
function pairProblems(certificate: string, key: string, variables: ConfiguredVariables): Problem[] {
    const passphrase = `${key}_PASS`;
    const [chain = "", secret = ""] = [variables.text(certificate), variables.text(key)];
    if (isPem(secret) && isEncryptedKey(secret) && !variables.has(passphrase)) {
        return [missing(passphrase, `the key of ${key} is encrypted`, true)];
    }
    return isPem(chain) && isPem(secret) && isPair(chain, secret, variables.text(passphrase)) === false
        ? [
              {
                  path: variables.path(key),
                  message: `the key (not shown) isn't that of ${certificate}, or its passphrase is another. Set them together.`,
              },
          ]
        : [];
}

function missing(name: string, reason: string, secret = false): Problem {
    return { path: [secret ? "secretSettings" : "settings", name], message: `is missing: ${reason}.`, remedy: "set" };
}

/** An API's id in a message; what stands in a secret document stays there. */
function apiName(id: string, variables: ConfiguredVariables): string {
    return variables.path("PROXY_CONFIG_FILE")[0] === "secretSettings" ? "an API" : `API ${shown(id)}`;
}

function jwtProblems(variables: ConfiguredVariables, apis: readonly Api[]): Problem[] {
    const checks = ["SUBSCRIPTION_CHECK"].filter((name) => variables.text(name) === "jwt_validation");
    const secured = apis.find((api) => api.secured);
    const reason = [
        ...checks.map((name) => `${name} is jwt_validation`),
        ...(secured === undefined ? [] : [`${apiName(secured.id, variables)} has secured endpoints`]),
    ][0];
    if (!variables.has("JWT_SECRET_KEY")) {
        return reason === undefined
            ? []
            : [missing("JWT_SECRET_KEY", `${reason}, and with an empty key anyone's token would be valid`, true)];
    }
    const key = variables.text("JWT_SECRET_KEY");
    const algorithm = variables.text("JWT_ALG") ?? defaultAlgorithm;
    const path = variables.path("JWT_SECRET_KEY");
    if (key !== undefined && algorithm.startsWith("RS") && pemBlocks(key) > 1) {
        const message = `this (not shown) has ${pemBlocks(key)} PEM blocks. RIG takes exactly one, and answers every request that has a token with 500 otherwise. Leave one: the public key, or of a chain the first certificate.`;
        return [{ path, message }];
    }
    if (key !== undefined && algorithm.startsWith("RS") && !isRsaPublicKey(key)) {
        return [
            {
                path,
                message: `${algorithm} needs the PEM text of an RSA public key, and this (not shown) is none; nor would a path be.`,
                remedy: "setToContent",
            },
        ];
    }
    if (key !== undefined && algorithm.startsWith("HS") && /[\r\n]$/.test(key) && !isPem(key)) {
        const message = "it (not shown) ends with an end of line, which would be a part of the key. Set it without.";
        return [{ path, message }];
    }
    // Whoever knows the public key could otherwise sign tokens with it.
    return key !== undefined && algorithm.startsWith("HS") && isPem(key)
        ? [
              {
                  path,
                  message: `this (not shown) is a PEM text, but ${algorithm} takes it for the shared key. Set settings.JWT_ALG to RS256, RS384 or RS512.`,
              },
          ]
        : [];
}

function kafkaProblems(variables: ConfiguredVariables): Problem[] {
    const isOn = (name: string) => variables.text(name) === "true";
    const problems: Problem[] = [];
    if (logsToKafka(variables) && !variables.has("KAFKA_BROKERS")) {
        const reason = "REQUEST_LOG has kafka, and without brokers RIG logs nothing there, and doesn't say so";
        problems.push(missing("KAFKA_BROKERS", reason));
    }
    problems.push(...serializerProblems(variables));
    if (isOn("KAFKA_SSL_ENABLED") && variables.has("KAFKA_BROKERS")) {
        problems.push(...kafkaTlsProblems(variables));
    }
    const groups = ["KAFKATOFILTER_KAFKA_GROUP_ID", "PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID"];
    const [first, second] = groups.map((name) => variables.text(name));
    if (first !== undefined && first === second) {
        problems.push({
            path: variables.path("PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID"),
            message:
                "it is KAFKATOFILTER_KAFKA_GROUP_ID's value: each would get a part of the other's messages. Set another one.",
        });
    }
    return problems;
}

function serializerProblems(variables: ConfiguredVariables): Problem[] {
    const serializer = "KAFKA_SERIALIZER";
    const isAvro = variables.text(serializer) === "avro";
    if (isAvro && !variables.has("KAFKA_SCHEMA_REGISTRY_HOST")) {
        return [missing("KAFKA_SCHEMA_REGISTRY_HOST", `${serializer} is avro`)];
    }
    const schema = "KAFKA_LOG_SCHEMA";
    if (isAvro && logsToKafka(variables) && !variables.has(schema)) {
        return [
            missing(
                schema,
                `REQUEST_LOG has kafka and ${serializer} is avro. Without the schema each proxied request ends RIG's Kafka client`,
            ),
        ];
    }
    return variables.has(schema) && logsToKafka(variables) && !variables.has(serializer)
        ? [
              {
                  path: variables.path(schema),
                  message: `it has no use unless ${serializer} is avro. Leave it out, or set that.`,
              },
          ]
        : [];
}

function logsToKafka(variables: ConfiguredVariables): boolean {
    return variables.text("REQUEST_LOG")?.split(",").includes("kafka") ?? false;
}

function kafkaTlsProblems(variables: ConfiguredVariables): Problem[] {
    const [certificate, key] = ["KAFKA_SSL_CERTFILE", "KAFKA_SSL_KEYFILE"];
    const reason = "KAFKA_SSL_ENABLED is true, and RIG then reads a file of its own name that isn't there";
    const problems = ["KAFKA_SSL_CA_CERTFILE", certificate, key]
        .filter((name) => !variables.has(name))
        .map((name): Problem => ({
            path: ["settings", name],
            message: `is missing: ${reason}. Set it to the file, or to ${none} to do without.`,
        }));
    const isNone = (name: string) => variables.text(name) === "";
    if (problems.length === 0 && isNone(certificate) !== isNone(key)) {
        const [lone, other] = isNone(certificate) ? [certificate, key] : [key, certificate];
        problems.push({
            path: variables.path(lone),
            message: `is ${none}, but ${other} is set. Set both, or ${none} for both.`,
        });
    }
    return [...problems, ...pairProblems(certificate, key, variables)];
}

function kinesisProblems({ image }: Args, variables: ConfiguredVariables): Problem[] {
    const repository = image?.repository ?? defaultImage.repository;
    const ownImage = typeof repository === "string" && repository.endsWith(defaultImage.repository);
    const tag = image?.tag ?? defaultImage.tag;
    return variables.text("KINESIS_ENABLED") === "true" &&
        ownImage &&
        image?.digest === undefined &&
        typeof tag === "string" &&
        !tag.startsWith("aws-")
        ? [
              {
                  path: variables.path("KINESIS_ENABLED"),
                  message: `Kinesis needs Java, and the image tag ${shown(tag)} has none. Set image.tag to aws-${tag}.`,
              },
          ]
        : [];
}

/** The systems at which APIs have their endpoints, and what turns them on. */
const brokers = [
    ["kafka", "KAFKA_BROKERS"],
    ["nats", "NATS_SERVERS"],
] as const;

function brokerProblems(variables: ConfiguredVariables, apis: readonly Api[]): Problem[] {
    const absent = brokers.filter(([, broker]) => !variables.has(broker));
    return absent.flatMap(([system, broker]) => {
        const user = apis.find(({ systems }) => systems.includes(system));
        return user === undefined ? [] : [missing(broker, `${apiName(user.id, variables)} uses ${system}`)];
    });
}

/** What is wrong between the serializer and the Avro schemas of endpoints at Kafka. */
function schemaProblems(variables: ConfiguredVariables, apis: readonly Api[]): Problem[] {
    const serializer = variables.text("KAFKA_SERIALIZER");
    if (serializer === undefined && variables.has("KAFKA_SERIALIZER")) {
        return [];
    }
    const path = variables.path("PROXY_CONFIG_FILE");
    return apis.flatMap(({ id, avro }): Problem[] => {
        if (serializer === "avro" && avro.unnamed) {
            const message = `${apiName(id, variables)} has an endpoint with the target kafka and without schema, and KAFKA_SERIALIZER is avro: RIG's Kafka client ends at each of its requests. Add schema, the name of the Avro schema.`;
            return [{ path, message }];
        }
        return serializer !== "avro" && avro.named
            ? [
                  missing(
                      "KAFKA_SERIALIZER",
                      `${apiName(id, variables)} names an Avro schema, which RIG ignores unless this is avro`,
                  ),
              ]
            : [];
    });
}

/** What is wrong with the variables from which APIs take their hosts. */
function hostProblems(
    { extraEnv = {} }: Args,
    variables: ConfiguredVariables,
    apis: readonly Api[],
    isRefused: (name: string) => boolean,
): Problem[] {
    const path = variables.path("PROXY_CONFIG_FILE");
    return apis.flatMap(({ id, target }): Problem[] => {
        if (target?.fromEnvironment !== true || isRefused(target.host)) {
            return [];
        }
        const name = target.host;
        const subject = apiName(id, variables);
        const from = path[0] === "secretSettings" ? "an environment variable" : `the environment variable ${name}`;
        if (isReservedVariable(name)) {
            const message = `${subject} takes its host from ${from}, which belongs to the deployment. ${ownVariable}`;
            return [{ path, message }];
        }
        if (variable(name) !== undefined) {
            const text = variables.text(name);
            return variables.has(name) && (text === undefined || isTarget(text))
                ? []
                : [
                      {
                          path,
                          message: `${subject} takes its host from ${from}, which is RIG's and no host. ${ownVariable}`,
                      },
                  ];
        }
        const source = Object.entries(extraEnv).find(([each]) => each === name)?.[1];
        if (source === undefined) {
            const message = `${subject} takes its host from ${from}, which isn't set, and RIG would use localhost. Set it in extraEnv.`;
            return [{ path, message }];
        }
        return typeof source.value === "string" && !isTarget(source.value)
            ? [{ path: ["extraEnv", name], message: `${subject} forwards to it. Allowed: ${allowedTarget}.` }]
            : [];
    });
}

const ownVariable = "Name a variable of your own there, and set it in extraEnv.";
