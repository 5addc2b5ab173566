import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../../../../../components/args";
import { hiddenDestinationsWarning } from "../../../../../components/arguments/warnings/hiddenDestinations";

const namespace = "n";
const url = "https://me:secret@auth.example.com/check";
const reference = { existingSecret: { name: "a", key: "b" } };

describe("ways that no network policy opens", () => {
    const table: [what: string, args: Omit<GatewayArgs, "namespace">, names: string | undefined][] = [
        ["nothing is set", {}, undefined],
        ["all can be seen", { settings: { SUBSCRIPTION_CHECK: "https://auth/", KAFKA_BROKERS: "a:1" } }, undefined],
        ["a secret URL", { secretSettings: { SUBSCRIPTION_CHECK: url } }, "SUBSCRIPTION_CHECK names"],
        ["a secret that names no place", { secretSettings: { SUBSCRIPTION_CHECK: "no_check" } }, undefined],
        ["a secret key", { secretSettings: { JWT_SECRET_KEY: "k" } }, undefined],
        ["secret brokers", { secretSettings: { KAFKA_BROKERS: "10.0.0.1:9092" } }, "KAFKA_BROKERS names"],
        [
            "a secret that is known later",
            { secretSettings: { NATS_SERVERS: pulumi.output("nats:4222") } },
            "NATS_SERVERS names",
        ],
        ["an existing Secret", { settingsFrom: { SUBSCRIPTION_CHECK: reference } }, "SUBSCRIPTION_CHECK names"],
        ["an existing Secret with a key", { settingsFrom: { JWT_SECRET_KEY: reference } }, undefined],
        ["a file of the image", { settings: { PROXY_CONFIG_FILE: "/opt/apis.json" } }, "PROXY_CONFIG_FILE names"],
        [
            "several",
            { secretSettings: { SUBSCRIPTION_CHECK: url }, settingsFrom: { PROXY_CONFIG_FILE: reference } },
            "PROXY_CONFIG_FILE and SUBSCRIPTION_CHECK name",
        ],
        [
            "destinations that the user names",
            {
                secretSettings: { SUBSCRIPTION_CHECK: url },
                networkPolicy: { egressTo: [{ ports: [{ port: "443" }] }] },
            },
            undefined,
        ],
        [
            "an unrelated rule",
            {
                secretSettings: { SUBSCRIPTION_CHECK: url, KAFKA_BROKERS: "a:9092,b:9093" },
                networkPolicy: { egressTo: [{ ports: [{ port: "9092" }] }] },
            },
            "SUBSCRIPTION_CHECK and KAFKA_BROKERS name",
        ],
        [
            "a rule of another protocol",
            {
                settingsFrom: { JAEGER_HOST: reference, SUBSCRIPTION_CHECK: reference },
                networkPolicy: { egressTo: [{ ports: [{ protocol: "UDP", port: "6831" }] }] },
            },
            "SUBSCRIPTION_CHECK names",
        ],
        [
            "a range",
            {
                secretSettings: { KAFKA_BROKERS: "a:9092,b:9093" },
                networkPolicy: { egressTo: [{ ports: [{ port: "9090", endPort: 9099 }] }] },
            },
            undefined,
        ],
        [
            "a secret host of a tracer beside its port",
            {
                settings: { JAEGER_PORT: "6000" },
                secretSettings: { JAEGER_HOST: "jaeger" },
                networkPolicy: { egressTo: [{ ports: [{ protocol: "UDP", port: "6831" }] }] },
            },
            "JAEGER_HOST names",
        ],
        [
            "rules for peers, named ports, or ports known later",
            {
                secretSettings: { SUBSCRIPTION_CHECK: url, KAFKA_BROKERS: "a:9092", NATS_SERVERS: "a:4222" },
                networkPolicy: {
                    egressTo: [
                        { ports: [{ port: "443" }] },
                        { ports: [{ port: pulumi.output("9092") }] },
                        { ports: [{ port: "nats" }] },
                    ],
                },
            },
            undefined,
        ],
        [
            "a rule without ports",
            { secretSettings: { KAFKA_BROKERS: "a:9092" }, networkPolicy: { egressTo: [{ to: [{}] }] } },
            undefined,
        ],
        ["no policies", { secretSettings: { SUBSCRIPTION_CHECK: url }, networkPolicy: { enabled: false } }, undefined],
    ];
    for (const [what, args, names] of table) {
        it(`${what}: ${names === undefined ? "none" : "a warning"}`, () => {
            const warning = hiddenDestinationsWarning({ namespace, ...args });
            assert.equal(
                warning,
                names &&
                    `What ${names} can't be seen here, so no network policy opens the way to it. Name it in networkPolicy.egressTo.`,
            );
        });
    }
});
