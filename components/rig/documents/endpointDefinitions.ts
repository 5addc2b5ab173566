import * as v from "valibot";
import { refusal } from "../../validation/primitives";
import { kafkaTopic, kinesisName, natsSubject } from "../brokerNames";
import { absentKey, matching, nonEmptyText, optionalFlag, partialObject, pathItem } from "./schema";
import { groupCount, pathExpressionProblem } from "./pathExpression";

/** RIG answers 405 to any other method. */
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** For each target, the systems from which RIG can take the response. With any other system RIG fails, or answers 202 at once. */
const responses: Readonly<Record<string, readonly string[]>> = {
    http: ["http", "http_async", "kafka", "kinesis"],
    kafka: ["http", "kafka"],
    kinesis: ["http"],
    nats: ["http", "nats"],
};

const targets = Object.keys(responses);
const responders = [...new Set(Object.values(responses).flat())];

/** The allowed topics of each target that has topics. */
const topics: Readonly<Record<string, { readonly expression: RegExp; readonly allowed: string }>> = {
    kafka: { expression: kafkaTopic.expression, allowed: `a Kafka topic of ${kafkaTopic.words}` },
    kinesis: { expression: kinesisName.expression, allowed: `a Kinesis stream of ${kinesisName.words}` },
    nats: { expression: natsSubject.expression, allowed: `a NATS subject ${natsSubject.words}` },
};

const pathExpression = v.pipe(
    nonEmptyText,
    v.rawCheck(({ dataset, addIssue }) => {
        const message = dataset.typed ? pathExpressionProblem(dataset.value) : undefined;
        if (message !== undefined) {
            addIssue({ message });
        }
    }),
);

const replacement = v.pipe(
    nonEmptyText,
    matching(/^(?![^]*\$(\d|\{\d))/, "a path, in which \\1 stands for the first group of path_regex; $1 is plain text"),
);

/** The checked parts of an API's endpoint. */
export const endpoint = v.pipe(
    partialObject({
        id: nonEmptyText,
        method: v.picklist(methods, refusal(methods.join(", "))),
        path: absentKey(
            "RIG 3.0.0 removed this key, and stops where path_regex is missing. Write path_regex in its place: a part such as {id} becomes ([^/]+), and . + * ? ( ) [ ] | get a \\ before them.",
        ),
        path_regex: v.optional(pathExpression),
        path_replacement: v.optional(replacement),
        target: v.optional(v.picklist(targets, refusal(targets.join(", ")))),
        response_from: v.optional(v.picklist(responders, refusal(responders.join(", ")))),
        topic: v.optional(nonEmptyText),
        schema: v.optional(nonEmptyText),
        secured: optionalFlag,
        not_secured: absentKey(
            "RIG 3.0.0 doesn't know it: every endpoint is open that hasn't secured: true. Write that where not_secured was false or left out.",
        ),
        transform_request_headers: optionalFlag,
    }),
    v.check(
        ({ path_regex: expression }) => expression !== undefined,
        "path_regex is missing: RIG stops without the expression of the paths that are meant.",
    ),
    v.forward(
        v.check(
            ({ path_regex: expression = "", path_replacement: text }) => greatestGroup(text) <= groupCount(expression),
            "it refers to a group that path_regex doesn't have, and RIG would put nothing there. Put the part of path_regex into (…).",
        ),
        ["path_replacement"],
    ),
    v.check(
        ({ target = "http", topic }) => target === "http" || topic !== undefined,
        "topic is missing: RIG 3.0.0 needs the topic, stream or subject that the requests go to here. (PROXY_KAFKA_REQUEST_TOPIC and PROXY_KINESIS_REQUEST_STREAM are removed.)",
    ),
    v.rawCheck(({ dataset, addIssue }) => {
        const { target = "http", topic } = dataset.typed ? dataset.value : {};
        const rule = topics[target];
        if (rule !== undefined && topic !== undefined && !rule.expression.test(topic)) {
            addIssue({ message: refusal(rule.allowed), input: topic, path: [pathItem("topic")] });
        }
    }),
    v.check(
        ({ target, schema }) => schema === undefined || target !== undefined,
        "target is missing: RIG stops when an endpoint has a schema without it.",
    ),
    v.rawCheck(({ dataset, addIssue }) => {
        const { target = "http", response_from: responder = "http" } = dataset.typed ? dataset.value : {};
        const possible = responses[target] ?? [];
        if (!possible.includes(responder)) {
            const waits = possible.filter((each) => each !== "http").join(", ");
            addIssue({
                message: `RIG can't wait for a response from ${responder} when the target is ${target}. ${waits === "" ? "It answers 202 at once. Leave response_from out." : `Allowed with ${target}: ${waits}, or nothing.`}`,
            });
        }
    }),
);

/** A valid endpoint. */
export type Endpoint = v.InferOutput<typeof endpoint>;

function greatestGroup(text = ""): number {
    return Math.max(0, ...[...text.matchAll(/\\(?:g\{)?(\d+)/g)].map(([, digits]) => Number(digits)));
}

/** The keys of an endpoint that RIG reads, or read in earlier versions. */
export const endpointKeys: readonly string[] = Object.keys(endpoint.entries);
